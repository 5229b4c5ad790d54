/** What the pages of the blog need besides the store's own style sheet, in its colours, fonts and corners. */
export const BLOG_CSS = `.blog-head{display:grid;gap:1rem;max-inline-size:46rem;margin-block-end:clamp(1.75rem,4vw,3rem)}.blog-head .bio{color:var(--quiet);max-inline-size:36em;white-space:pre-line}
.blog-tags{display:flex;flex-wrap:wrap;gap:.5rem}.blog-tags a{display:inline-flex;align-items:center;gap:.45rem;min-block-size:44px;padding-inline:1rem;border:1px solid var(--line);border-radius:2rem;text-decoration:none;font-size:.94rem;font-weight:550}.blog-tags a:hover,.blog-tags [aria-current]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}.blog-tags span{color:var(--quiet);font-variant-numeric:tabular-nums}
.posts{display:grid;gap:clamp(2rem,4.5vw,3.5rem) clamp(1.25rem,3vw,2.25rem);grid-template-columns:repeat(auto-fill,minmax(min(19rem,100%),1fr))}
.posts>li{position:relative;display:grid;gap:.6rem;align-content:start}.posts .frame{aspect-ratio:3/2;border-radius:var(--radius);overflow:hidden;background:var(--sunken);margin-block-end:.4rem}.posts img{inline-size:100%;block-size:100%;object-fit:cover}
.posts h2{font-size:1.3rem;line-height:1.25;text-wrap:balance;overflow-wrap:anywhere}.posts h2 a{text-decoration:none}.posts h2 a::after{content:"";position:absolute;inset:0}.posts>li:hover h2 a{text-decoration:underline;text-decoration-thickness:.08em}
.posts .about{color:var(--quiet);display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}.byline{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .7rem;color:var(--quiet);font-size:.94rem}.byline a{position:relative}.byline>*+*::before{content:"·";margin-inline-end:.7rem;text-decoration:none;display:inline-block}
@media (min-width:52rem){.posts>.lead{grid-column:1/-1;grid-template-columns:minmax(0,1.35fr) minmax(0,1fr);column-gap:clamp(1.5rem,4vw,3.5rem);align-items:center}.posts>.lead .frame{margin:0;grid-row:span 4}.posts>.lead.bare{grid-template-columns:minmax(0,46rem)}.posts>.lead h2{font-size:clamp(1.7rem,3vw,2.4rem);line-height:1.15;letter-spacing:-.015em}}
.post-frame{padding-block:clamp(1.75rem,5vw,3.75rem)}.post{display:grid;grid-template-columns:minmax(0,1fr);justify-items:center;gap:clamp(1.5rem,4vw,2.75rem)}.post>*{inline-size:100%;max-inline-size:38.25rem}
.post>header{display:grid;gap:1.1rem;border:0;background:none}.post>header .lead-words{font-size:1.2rem;line-height:1.5;color:var(--quiet);text-wrap:pretty}.post .who{display:flex;align-items:center;gap:.8rem}.post .who img,.post .who .none{flex:none;inline-size:2.75rem;block-size:2.75rem;border-radius:50%;object-fit:cover;background:var(--sunken)}.post .who .none{display:grid;place-items:center;font-weight:650;color:var(--quiet)}.post .who a{font-weight:600;color:var(--ink)}
.post>figure{max-inline-size:62rem}.post>figure img{inline-size:100%;max-block-size:72vh;object-fit:cover;border-radius:var(--radius);background:var(--sunken)}
.words{font-size:1.125rem;line-height:1.7;text-wrap:pretty;hanging-punctuation:first allow-end last}.words>*{margin-block:0 1.35em}.words>:last-child{margin-block-end:0}
.words h2,.words h3,.words h4,.words h5,.words h6{margin-block:1.9em .6em;line-height:1.25;text-wrap:balance;scroll-margin-block-start:2rem}.words>:first-child{margin-block-start:0}.words h2{font-size:1.55rem;letter-spacing:-.012em}.words h3{font-size:1.25rem}.words h4,.words h5,.words h6{font-size:1.0625rem;font-weight:650}
.words ul,.words ol{padding-inline-start:1.4em}.words ul{list-style:disc}.words ol{list-style:decimal}.words li{margin-block:.4em;padding-inline-start:.25em}.words li::marker{color:var(--quiet)}.words dt{font-weight:650}.words dd{margin-inline-start:1.4em;margin-block-end:.6em}
.words blockquote{margin-inline:0;padding-inline-start:1.25em;border-inline-start:3px solid var(--accent);font-size:1.1em;line-height:1.55}.words blockquote>:last-child{margin-block-end:0}.words hr{border:0;block-size:1px;background:var(--line);margin-block:2.5em}
.words img{border-radius:var(--radius);margin-inline:auto}.words figure{display:grid;gap:.6rem}.words figcaption,.words caption{color:var(--quiet);font-size:.9rem;line-height:1.5;text-align:start}
.words code,.words kbd{font:.9em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--sunken);padding:.12em .35em;border-radius:.3em}.words pre{overflow-x:auto;padding:1.1rem 1.25rem;border-radius:var(--radius);background:var(--sunken);direction:ltr;text-align:left}.words pre code{background:none;padding:0}
.words table{display:block;max-inline-size:100%;overflow-x:auto;border-collapse:collapse;font-size:1rem;line-height:1.5}.words th,.words td{padding:.55em .8em;border-block-end:1px solid var(--line);text-align:start;vertical-align:top}.words thead th{border-block-end-color:var(--edge)}.words mark{background:color-mix(in oklab,var(--accent) 22%,var(--paper));color:inherit}
.post>footer{display:grid;gap:1.5rem;padding-block-start:clamp(1.5rem,4vw,2.5rem);border-block-start:1px solid var(--line);color:inherit;font-size:1rem}.post>footer a{display:inline-flex}.about-author{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.2rem 1rem;align-items:start}.about-author img,.about-author .none{grid-row:span 2;inline-size:4rem;block-size:4rem;border-radius:50%;object-fit:cover;background:var(--sunken)}.about-author .none{display:grid;place-items:center;font-weight:650;color:var(--quiet)}.about-author p{color:var(--quiet);white-space:pre-line}.about-author h2{font-size:1.05rem}
:lang(ar) .words{line-height:1.95}:lang(ar) .posts h2,:lang(ar) .words h2,:lang(ar) .words h3,.words:lang(ar) h2,.words:lang(ar) h3{letter-spacing:0;line-height:1.5}.words:lang(ar){line-height:1.95}
@media (max-width:38rem){.words{font-size:1.0625rem}.posts{gap:2.25rem}}
@media print{.posts .frame,.post>footer,.blog-tags{display:none}.words{font-size:11pt;line-height:1.5}.words a[href^=http]::after{content:" (" attr(href) ")";font-size:.85em;overflow-wrap:anywhere}.words h2,.words h3{break-after:avoid}.words figure,.words blockquote,.words pre{break-inside:avoid}}
`;

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. */
function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

/** Address of the style sheet: another whenever anything in it is, so that browsers may keep it for good. */
export const BLOG_CSS_PATH = `/blog.css?v=${fnv(BLOG_CSS)}`;
