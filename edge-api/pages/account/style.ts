import { textOn } from '../contrast.ts';

/** What these pages call the colours, fonts and corners of a theme. */
const THEMED = `:root{--paper:var(--vitrine-color-sunken);--card:var(--vitrine-color-surface);--ink:var(--vitrine-color-text);--quiet:var(--vitrine-color-muted);
--line:var(--vitrine-color-line);--field:color-mix(in oklab,var(--vitrine-color-muted) 65%,var(--vitrine-color-line));--bad:var(--vitrine-color-danger);--good:var(--vitrine-color-good);
--accent:var(--vitrine-color-accent);--on-accent:var(--vitrine-color-on-accent);--radius:var(--vitrine-radius);font-family:var(--vitrine-font)}
h1,h2{font-family:var(--vitrine-font-heading);font-weight:var(--vitrine-weight-heading);text-transform:var(--vitrine-case-heading)}
:focus-visible{outline-color:var(--vitrine-color-focus)}button,.button{border-radius:var(--vitrine-radius-button)}`;

/** The style sheet of a store's account pages: in the store's colour, or in its theme, whose properties `tokens` sets. */
export const accountCss = (accent: string | null, radiusPx: number | null, tokens = ''): string =>
  accountSheet(accent, radiusPx) + (tokens && `\n${tokens}${THEMED}`);

const accountSheet = (accent: string | null, radiusPx: number | null): string =>
  `:root{color-scheme:light dark;--accent:${accent ?? 'light-dark(#1b1b1a,#ededea)'};${accent ? `--on-accent:${textOn(accent)};` : ''}--radius:${radiusPx ?? 12}px;` +
  SHEET;

const SHEET = `--paper:light-dark(#f6f5f2,#121213);--card:light-dark(#fff,#1b1b1d);--ink:light-dark(#1b1b1a,#ededea);
--quiet:light-dark(#5d5d59,#a8a8a2);--line:light-dark(#e2e0db,#333336);--field:light-dark(#8d8b85,#77777c);--bad:light-dark(#a3200d,#ff9d8f);
--good:light-dark(#17663a,#84d8a4);font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans Arabic",sans-serif}
*{box-sizing:border-box}
html{background:var(--paper)}
body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column;color:var(--ink);-webkit-text-size-adjust:100%}
a{color:inherit;text-underline-offset:.2em}
h1{margin:0;font-size:1.7rem;line-height:1.15;letter-spacing:-.02em;font-weight:650;text-wrap:balance;overflow-wrap:anywhere}
h2{margin:0;font-size:1.1rem;line-height:1.3;font-weight:650}
p,ul{margin:0}
:focus-visible{outline:2px solid light-dark(#0b57d0,#a8c7fa);outline-offset:2px}
.top{padding:1.1rem clamp(1.1rem,4vw,2.5rem);display:flex;gap:1rem;align-items:center;justify-content:space-between}
.top a{text-decoration:none;font-weight:650;letter-spacing:-.01em;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.top img{display:block;max-block-size:2rem;max-inline-size:11rem}
main{flex:1;inline-size:100%;padding:0 clamp(1rem,4vw,2.5rem) 3rem}
.entry{max-inline-size:27rem;margin:clamp(.5rem,6vh,4rem) auto 0}
.card{background:var(--card);border:1px solid var(--line);border-radius:calc(var(--radius) + 6px);padding:clamp(1.25rem,5vw,2rem);display:grid;gap:1.15rem}
.entry .card{box-shadow:0 1px 2px #0000000d,0 12px 32px -16px #00000024}
.lead{color:var(--quiet)}
form{display:grid;gap:1rem;margin:0}
.field{display:grid;gap:.35rem}
.row{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr))}
label{font-weight:550;font-size:.94rem}
label small,.hint{font-weight:400;color:var(--quiet);font-size:.875rem}
input,select{font:inherit;color:inherit;inline-size:100%;min-block-size:48px;padding:.6rem .8rem;background:var(--card);border:1px solid var(--field);border-radius:var(--radius)}
select{appearance:none;padding-inline-end:2.4rem;background-image:linear-gradient(45deg,transparent 50%,currentColor 50%),linear-gradient(135deg,currentColor 50%,transparent 50%);background-size:.4rem .4rem;background-repeat:no-repeat;background-position:right 1.25rem center,right .85rem center}
[dir=rtl] select{background-position:left .85rem center,left 1.25rem center}
input[aria-invalid=true]{border-color:var(--bad)}
.error{color:var(--bad);font-size:.9rem}
.check{display:flex;gap:.7rem;align-items:flex-start;font-weight:400;padding-block:.25rem}
.check input{inline-size:1.35rem;block-size:1.35rem;min-block-size:0;flex:none;margin:.05rem 0 0;accent-color:var(--accent)}
button,.button{font:inherit;font-weight:600;min-block-size:48px;padding:.65rem 1.15rem;border-radius:var(--radius);border:1px solid transparent;cursor:pointer;display:inline-flex;align-items:center;justify-content:center;text-align:center;text-decoration:none;background:var(--accent);color:var(--on-accent,light-dark(#fff,#121213))}
button:hover,.button:hover{filter:brightness(1.12)}
[data-early] form button{opacity:.6}
.second{background:transparent;color:inherit;border-color:var(--field)}
.second:hover{filter:none;background:color-mix(in srgb,var(--ink) 6%,transparent)}
.small{min-block-size:44px;padding:.4rem .9rem;font-size:.94rem}
.danger{background:transparent;color:var(--bad);border-color:currentColor}
.plain{background:none;border:0;color:inherit;text-decoration:underline;text-underline-offset:.2em;padding-inline:.25rem;font-weight:500}
.or{display:flex;align-items:center;gap:.9rem;color:var(--quiet);font-size:.9rem}
.or::before,.or::after{content:"";flex:1;border-block-start:1px solid var(--line)}
.between{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;justify-content:space-between}
.foot{text-align:center;margin-block-start:1.1rem;color:var(--quiet)}
.note{padding:.8rem 1rem;border-radius:var(--radius);background:color-mix(in srgb,var(--good) 12%,transparent);color:var(--good)}
.note.bad{background:color-mix(in srgb,var(--bad) 10%,transparent);color:var(--bad)}
.area{max-inline-size:64rem;margin:clamp(.5rem,3vh,2rem) auto 0;display:grid;grid-template-columns:minmax(0,1fr);align-items:start;align-content:start;gap:1.5rem}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.25rem;margin-inline:-.25rem}
nav a{display:block;padding:.65rem .85rem;border-radius:var(--radius);text-decoration:none;white-space:nowrap;color:var(--quiet);min-block-size:44px}
nav a:hover{color:var(--ink)}
nav a[aria-current]{color:var(--ink);background:color-mix(in srgb,var(--ink) 8%,transparent);font-weight:600}
.stack{display:grid;gap:1.25rem;align-content:start;min-inline-size:0}
.list{list-style:none;padding:0;display:grid}
.list>li{display:flex;flex-wrap:wrap;gap:.35rem 1rem;align-items:center;justify-content:space-between;padding-block:.9rem;border-block-end:1px solid var(--line)}
.list>li:first-child{padding-block-start:0}
.list>li:last-child{border:0;padding-block-end:0}
.list form{display:inline}
.list strong{font-weight:600}
.tag{font-size:.82rem;padding:.15rem .6rem;border-radius:99px;background:color-mix(in srgb,var(--ink) 8%,transparent);white-space:nowrap}
.quiet{color:var(--quiet);font-size:.94rem}
.actions{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.pick{display:flex;gap:.5rem}.pick select{flex:1;min-inline-size:0}.pick .small{min-block-size:48px}
address{font-style:normal;white-space:pre-line}
.languages{display:flex;gap:.35rem 1rem;flex-wrap:wrap;justify-content:center;padding:1.25rem;font-size:.875rem;color:var(--quiet)}
.languages a{padding:.6rem .2rem;text-decoration:none}
.languages a[aria-current]{color:var(--ink);text-decoration:underline}
[hidden]{display:none!important}
@media (min-width:52rem){.area{grid-template-columns:13rem minmax(0,1fr);gap:2.5rem}nav ul{flex-direction:column}}
@media (prefers-reduced-motion:no-preference){button,.button,nav a{transition:background .15s,filter .15s,color .15s}}
@media (forced-colors:active){select{appearance:auto;background-image:none}button,.button{border-color:currentColor}}`;
