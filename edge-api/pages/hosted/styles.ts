import type { Store } from '../../contract/stores.ts';

const SHEET = `*{box-sizing:border-box}html{-webkit-text-size-adjust:100%;scroll-padding-block:6rem;background:var(--paper)}.vitrine-shop{isolation:isolate;contain:layout paint}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;background:var(--paper);color:var(--ink);font:calc(var(--vitrine-text-m,15px) + 2px)/1.6 var(--font);overflow-wrap:break-word}
h1,h2,h3,p,ul,ol,dl,dd,figure,fieldset{margin:0;padding:0}ul,ol{list-style:none}fieldset{border:0;min-inline-size:0}
h1,h2,h3,legend,.name{font-family:var(--vitrine-font-heading,inherit);text-transform:var(--vitrine-case-heading,none)}h1{font-size:calc(clamp(1.9rem,4.6vw,3rem)*var(--vitrine-scale-heading,1));line-height:1.1;letter-spacing:var(--vitrine-tracking-heading,-.02em);font-weight:var(--vitrine-weight-heading,650);text-wrap:balance;overflow-wrap:anywhere}
legend{margin-block-end:.75rem}.section>legend{float:inline-start;inline-size:100%;margin:0}h2+.lines{margin-block-start:.75rem}h2,legend{padding:0;font-size:1.25rem;line-height:1.3;font-weight:var(--vitrine-weight-heading,650)}h3{font-size:1rem;font-weight:var(--vitrine-weight-heading,600)}
:lang(ar) h1,:lang(ar) h2{letter-spacing:0;line-height:1.4}
a{color:inherit;text-underline-offset:.2em}img{display:block;max-inline-size:100%;block-size:auto}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:4px}main:focus{outline:0}
.wrap{inline-size:100%;max-inline-size:76rem;margin-inline:auto;padding-inline:clamp(1.1rem,4vw,3rem)}
.skip{position:absolute;inset-inline-start:1rem;inset-block-start:-5rem;z-index:9;padding:.7rem 1.1rem;border-radius:var(--radius);background:var(--ink);color:var(--paper)}.skip:focus{inset-block-start:1rem}
header{border-block-end:1px solid var(--line);background:var(--paper)}
header .wrap{display:flex;align-items:center;gap:.6rem 1.25rem;min-block-size:4.5rem;padding-block:.6rem}
.name{margin-inline-end:auto;display:inline-flex;align-items:center;min-block-size:44px;min-inline-size:0;text-decoration:none;font-weight:650;font-size:1.2rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.name img{block-size:36px;inline-size:auto}
vitrine-search{display:block;inline-size:min(22rem,44vw);min-block-size:48px}vitrine-cart-button{display:block;flex:none;inline-size:44px;block-size:44px;margin-inline-end:-.5rem}
.search{display:flex;gap:.4rem;inline-size:100%}@media (scripting:enabled){vitrine-search .search{position:relative}vitrine-search .search::before{content:"";position:absolute;inset-block-start:14px;inset-inline-start:15px;inline-size:20px;block-size:20px;background:var(--quiet);mask:url('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="%23000" stroke-width="1.6" stroke-linecap="round"><path d="M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5L20.5 20.5"/></svg>')}vitrine-search .search input{padding-block:calc(.6rem + 1px) .6rem;padding-inline-start:44px;border-color:var(--line);font-size:max(16px,var(--vitrine-text-m,15px))}vitrine-search .search button{position:absolute;inline-size:1px;block-size:1px;min-block-size:0;padding:0;overflow:hidden;clip-path:inset(50%)}}header>.wrap>.search{inline-size:min(22rem,44vw)}
.to-cart{position:relative;display:grid;flex:none;place-items:center;inline-size:44px;block-size:44px;border-radius:var(--radius)}header>.wrap>.to-cart{margin-inline-end:-.5rem}.to-cart:hover{background:color-mix(in srgb,currentColor 8%,transparent)}.to-cart svg{fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.count{position:absolute;inset-block-start:2px;inset-inline-start:25px;min-inline-size:18px;block-size:18px;padding-inline:5px;border-radius:9px;background:var(--accent);color:var(--on-accent);font-size:11px;font-weight:700;line-height:18px;text-align:center;font-variant-numeric:tabular-nums}
footer .row{gap:.25rem 1.5rem}.menu{border-block-start:1px solid var(--line)}header .menu ul{min-block-size:0;padding-block:0;flex-wrap:nowrap;gap:clamp(1.1rem,2.4vw,2rem);overflow-x:auto;scrollbar-width:none;overscroll-behavior-x:contain}.menu a{display:inline-flex;align-items:center;min-block-size:44px;white-space:nowrap;text-decoration:none;font-size:.95rem;color:var(--quiet)}.menu a:hover{color:var(--ink)}.menu a:focus-visible{outline-offset:-3px}.menu [aria-current]{color:var(--ink);font-weight:600;box-shadow:inset 0 -2px var(--accent)}
main{flex:1;padding-block:clamp(1.75rem,5vw,3.75rem)}main.served{padding:0;min-inline-size:0}main>vitrine-cart{display:block;min-block-size:100vh;min-block-size:100dvh}
footer{border-block-start:1px solid var(--line);color:var(--quiet);font-size:.9rem}footer .wrap{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:center;padding-block:1.25rem}
footer a{display:inline-flex;align-items:center;min-block-size:44px}.languages{display:flex;gap:1.1rem;margin-inline-start:auto}.languages [aria-current]{color:var(--ink);font-weight:600;text-decoration:none}
input,select,textarea{font:inherit;color:inherit;inline-size:100%;min-block-size:48px;padding:.6rem .8rem;background:var(--field);border:1px solid var(--edge);border-radius:var(--radius)}
textarea{min-block-size:6rem;resize:vertical}select{appearance:none;padding-inline-end:2.4rem;background-image:linear-gradient(45deg,transparent 50%,currentColor 50%),linear-gradient(135deg,currentColor 50%,transparent 50%);background-size:.4rem .4rem;background-repeat:no-repeat;background-position:right 1.24rem center,right .85rem center}[dir=rtl] select{background-position:left .85rem center,left 1.24rem center}@media (forced-colors:active){select{appearance:auto;background-image:none}}input[type=checkbox],input[type=radio]{inline-size:1.3rem;block-size:1.3rem;min-block-size:0;flex:none;margin:.15rem 0 0;accent-color:var(--accent)}
[aria-invalid=true]{border-color:var(--bad);border-width:2px}
button,.button{font:inherit;font-weight:600;min-block-size:48px;padding:.6rem 1.2rem;border:var(--vitrine-button-border,0px) solid var(--accent);border-radius:var(--vitrine-radius-button,var(--radius));display:inline-flex;align-items:center;justify-content:center;text-align:center;text-decoration:none;cursor:pointer;background:color-mix(in oklab,var(--accent) var(--vitrine-button-fill,100%),transparent);color:color-mix(in oklab,var(--on-accent) var(--vitrine-button-fill,100%),var(--ink));box-shadow:inset 0 calc(-1*var(--vitrine-button-underline,0px)) 0 var(--accent)}@media (forced-colors:active){button,.button{border:1px solid}}
button:hover,.button:hover{filter:brightness(1.1)}button.second,.button.second{background:none;color:inherit;border:1px solid var(--edge);box-shadow:none}button.second:hover,.button.second:hover{filter:none;background:var(--sunken)}
button.plain{background:none;border:0;box-shadow:none;color:inherit;font-weight:500;text-decoration:underline;text-underline-offset:.2em;padding-inline:.5rem}button.first{position:absolute;inline-size:1px;block-size:1px;min-block-size:0;padding:0;overflow:hidden;clip-path:inset(50%);border:0}
.wide{inline-size:100%}.quiet{color:var(--quiet)}.small{font-size:.9rem}.hidden{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.stack{display:grid;gap:1.25rem;align-content:start;min-inline-size:0}.row{display:flex;flex-wrap:wrap;gap:.6rem;align-items:center}
.message{max-inline-size:40rem;display:grid;gap:1rem;justify-items:start;padding-block:clamp(1rem,6vh,4rem)}
.notice{padding:.85rem 1.1rem;border-radius:var(--radius);background:color-mix(in oklab,var(--good) 11%,var(--paper));border-inline-start:4px solid var(--good);margin-block-end:1.25rem;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
.notice.bad{background:color-mix(in oklab,var(--bad) 9%,var(--paper));border-color:var(--bad);display:block}.notice ul{margin-block-start:.4rem}.notice li a{display:inline-block;min-block-size:28px}
.error{color:var(--bad);font-size:.94rem;font-weight:500}.good{color:var(--good)}
.lines .frame{display:grid}.frame .none{place-self:center;font-size:clamp(1.1rem,2.4vw,2rem);font-weight:600;color:var(--quiet)}
s{color:var(--quiet)}.sale{color:var(--bad)}.price{font-variant-numeric:tabular-nums}
.crumbs{margin-block-end:1.25rem;color:var(--quiet);font-size:.9rem}.crumbs ol{display:flex;flex-wrap:wrap;gap:0 .5rem}.crumbs li{display:flex;gap:.5rem;align-items:center;min-inline-size:0}.crumbs li+li::before{content:"/";color:var(--edge)}.crumbs a{display:inline-flex;align-items:center;min-block-size:44px}
.sort{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center;justify-content:flex-end;margin-block-end:1.5rem}.sort select{inline-size:auto}.banner{margin-block-end:clamp(1.5rem,4vw,3rem);border-radius:var(--radius);overflow:hidden;background:var(--sunken)}.banner img{inline-size:100%;max-block-size:24rem;object-fit:cover}.head .prose{margin-block-start:0}
.message .search{max-inline-size:30rem}
.head{display:grid;gap:.5rem;margin-block-end:clamp(1.5rem,3.5vw,2.5rem)}.next{display:flex;justify-content:center;padding-block-start:2.5rem}
.choices{display:grid;gap:.5rem}.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.8rem 1rem;border:1px solid var(--line);border-radius:var(--radius);cursor:pointer;background:var(--field)}.choice:has(:checked){border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent)}.choice:has(:disabled){color:var(--quiet);cursor:default}.choice .price{white-space:nowrap}.choice .cost{text-align:end}.choice .cost s{display:block}.choice .what{flex:1;min-inline-size:0}.choice .what small{display:block;color:var(--quiet);font-size:.9rem}
.qty{inline-size:6rem}.prose{max-inline-size:65ch;margin-block-start:clamp(1.5rem,4vw,3rem)}.prose>*{margin-block:0 1rem}.prose ul,.prose ol{padding-inline-start:1.3rem;list-style:revert}
.split{display:grid;gap:clamp(1.5rem,4vw,3.5rem);grid-template-columns:minmax(0,1.5fr) minmax(17rem,1fr);align-items:start}.aside{position:sticky;inset-block-start:1.25rem;padding:clamp(1.1rem,2.5vw,1.75rem);border-radius:calc(var(--radius) + 6px);background:var(--sunken)}
.lines>li{display:grid;grid-template-columns:5.25rem minmax(0,1fr) auto;gap:.35rem 1.1rem;padding-block:1.25rem;border-block-end:1px solid var(--line)}.lines>li:first-child{border-block-start:1px solid var(--line)}.lines .frame{grid-row:span 4;border-radius:calc(var(--radius)*.7);overflow:hidden;background:var(--sunken);aspect-ratio:4/5;align-self:start}.lines img{inline-size:100%;block-size:100%;object-fit:cover}.lines h2,.lines h3{font-size:1rem;line-height:1.4}.lines .tools,.lines .error,.lines .options{grid-column:2/-1}.lines .tools{display:flex;flex-wrap:wrap;gap:.35rem 1.1rem;align-items:center}.lines .tools button.plain{padding-inline:0}.lines .tools form{display:flex;flex-wrap:wrap;gap:.35rem;align-items:center}
.lines.brief>li{grid-template-columns:3.5rem minmax(0,1fr) auto;padding-block:.8rem}.aside .lines .frame{background:var(--paper)}
.sums{display:grid;gap:.45rem}.sums>div{display:flex;justify-content:space-between;gap:1rem}.sums dd{font-variant-numeric:tabular-nums;white-space:nowrap}.sums .total{font-size:1.2rem;font-weight:650;padding-block-start:.7rem;margin-block-start:.25rem;border-block-start:1px solid var(--line)}
.steps{display:flex;gap:.4rem 1.5rem;flex-wrap:wrap;margin-block-end:1.5rem;color:var(--quiet)}.steps li{display:flex;gap:.5rem;align-items:center}.steps [aria-current]{color:var(--ink);font-weight:650}
.fields{display:grid;gap:1rem;grid-template-columns:repeat(6,minmax(0,1fr))}.field{grid-column:1/-1;display:grid;gap:.3rem;align-content:start}.field.half{grid-column:span 3}.field.third{grid-column:span 2}.field label{font-weight:550}.field label small,.hint{font-weight:400;color:var(--quiet);font-size:.9rem}
.check{display:flex;gap:.7rem;align-items:flex-start;min-block-size:44px;cursor:pointer}.billing{display:none}.bills:has([name=billing]:checked) .billing{display:grid}.ships:has([name=saved]:not([value=""]):checked) .fields{display:none}.section{display:grid;gap:1rem;padding-block:.4rem 1.5rem;border-block-end:1px solid var(--line)}.section>.row,.aside>.row{justify-content:space-between}.facts h2{margin-block-end:.35rem}
address{font-style:normal;white-space:pre-line}.bar{display:grid;gap:.6rem}.bar .small{text-align:center}.facts{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));margin-block-start:1.75rem}.values{display:grid;gap:.6rem;margin-block-start:.75rem}.values div{display:grid;gap:.1rem}.values dt{color:var(--quiet);font-size:.9rem}.values dd{font-variant-numeric:tabular-nums;overflow-wrap:anywhere;font-weight:550}
.timeline{display:grid;gap:.9rem;margin-block-start:.75rem}.timeline li{display:grid;gap:.05rem;padding-inline-start:1.25rem;border-inline-start:3px solid var(--accent)}.pre{white-space:pre-line}.tag{display:inline-block;padding:.2rem .8rem;border-radius:1rem;background:var(--sunken);font-weight:600;font-size:.94rem}
@media (max-width:52rem){.split{grid-template-columns:minmax(0,1fr)}.aside{position:static}}
@media (max-width:38rem){.sort label{inline-size:100%}.sort select{flex:1;min-inline-size:0}header .wrap{flex-wrap:wrap}header>.wrap>.search,vitrine-search{order:3;inline-size:100%}header .search button.plain{margin-inline-end:-.5rem}.field.third{grid-column:span 3}.lines>li{grid-template-columns:4.25rem minmax(0,1fr) auto;gap:.35rem .85rem}.lines:not(.brief) .tools{grid-column:1/-1}.lines:not(.brief) .frame{grid-row:span 2}
.bar{position:sticky;inset-block-end:0;z-index:2;margin-inline:calc(-1*clamp(1.1rem,4vw,3rem));padding:.75rem clamp(1.1rem,4vw,3rem) calc(.75rem + env(safe-area-inset-bottom));background:var(--paper);border-block-start:1px solid var(--line)}.aside .bar{background:var(--sunken);margin-inline:-1.1rem;padding-inline:1.1rem;border-radius:0 0 calc(var(--radius) + 6px) calc(var(--radius) + 6px)}.bar button,.bar .button{inline-size:100%;min-block-size:54px}}
@media (prefers-reduced-motion:no-preference){@view-transition{navigation:auto}button,.button{transition:filter .12s,background-color .12s}}
@media print{:root{color-scheme:light}header form,header .to-cart,footer,.skip,.no-print,.notice,.lines .frame{display:none!important}body{font-size:11pt;background:#fff;color:#000}main{padding:0}.split{display:block}.aside{background:none;padding:0;margin-block-start:1rem}.lines>li,.lines.brief>li{grid-template-columns:minmax(0,1fr) auto;break-inside:avoid;padding-block:.4rem}.lines .options{grid-column:1}a{text-decoration:none}}
`;

/** Keeps a list of fonts to names: a style sheet is made of it. */
const fontsOf = (font: string | null): string => {
  const clean = (font ?? '').replace(/[^\p{L}\p{N}\s,'"_-]/gu, '').slice(0, 200);
  const quotes = (mark: string) => clean.split(mark).length % 2 === 1;
  return clean.trim() && quotes('"') && quotes("'") ? `${clean},` : '';
};

/** What pages call the colours, fonts and corners of a theme. */
const THEMED =
  ':root{--paper:var(--vitrine-color-surface);--sunken:var(--vitrine-color-sunken);--field:var(--vitrine-color-surface);--ink:var(--vitrine-color-text);' +
  '--quiet:var(--vitrine-color-muted);--line:var(--vitrine-color-line);--edge:color-mix(in oklab,var(--vitrine-color-muted) 65%,var(--vitrine-color-line));' +
  '--bad:var(--vitrine-color-danger);--good:var(--vitrine-color-good);--focus:var(--vitrine-color-focus);--accent:var(--vitrine-color-accent);' +
  '--on-accent:var(--vitrine-color-on-accent);--radius:var(--vitrine-radius);--font:var(--vitrine-font)}';

/** The style sheet of a store's pages: in its colour, fonts and corners, or in its theme, whose properties `tokens` sets. */
export function storeCss({ accent, font, radiusPx }: Store['branding'], tokens = ''): string {
  const brand =
    accent && /^#[0-9a-f]{6}$/i.test(accent)
      ? `light-dark(${accent},oklch(from ${accent} max(l,.68) c h))`
      : 'light-dark(#1b1b1a,#ededea)';
  return (
    `:root{color-scheme:light dark;--paper:light-dark(#fff,#131314);--sunken:light-dark(#f5f4f1,#1d1d1f);--field:light-dark(#fff,#1a1a1c);` +
    `--ink:light-dark(#1b1b1a,#ededea);--quiet:light-dark(#5d5d59,#a8a8a2);--line:light-dark(#e4e2dd,#2e2e30);--edge:light-dark(#85837d,#7c7c82);` +
    `--bad:light-dark(#a3200d,#ff9d8f);--good:light-dark(#17663a,#84d8a4);--focus:light-dark(#1a5fd0,#8ab8ff);--accent:${brand};` +
    `--on-accent:lch(from var(--accent) calc((49.4 - l)*infinity) 0 0);--radius:${Math.max(0, Math.min(64, radiusPx ?? 8))}px;` +
    `--font:${fontsOf(font)}ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",sans-serif;--vitrine-color-surface:var(--paper)}\n${tokens ? `${tokens}${THEMED}\n` : ''}${SHEET}`
  );
}

const versions = new Map<string, string>();

/** Address of the style sheet: another whenever anything in it is, so that browsers may keep it for good. `mark` names the theme. */
export function cssAddress(branding: Store['branding'], mark = ''): string {
  const key = JSON.stringify([branding.accent, branding.font, branding.radiusPx]);
  let version = versions.get(key);
  if (version === undefined) {
    if (versions.size > 2000) versions.clear();
    versions.set(key, (version = fnv(storeCss(branding))));
  }
  return `/store.css?v=${version}${mark && `.${mark}`}`;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/. */
function fnv(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}
