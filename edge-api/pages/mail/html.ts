import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { luminance, textOn } from '../contrast.ts';
import type { Block, Line, MailDocument, Row } from './document.ts';

type Html = HtmlEscapedString | Promise<HtmlEscapedString>;

const FONT = `font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif`;
const INK = '#1b1b1a';
const QUIET = '#63635f';
const RULE = '#e7e6e2';
const PAPER = '#f4f3f0';
const CARD = '#ffffff';

/** What mail programs that know media queries do besides; everything else is in the elements, for those that know nothing. */
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;width:100%;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}
table{border-collapse:collapse}img{border:0;line-height:100%;outline:none;text-decoration:none}
a{text-decoration-thickness:1px;text-underline-offset:2px}
@media (max-width:480px){.pad{padding-left:22px!important;padding-right:22px!important}.outer{padding:0!important}.card{border-radius:0!important;border-left:0!important;border-right:0!important}.h{font-size:24px!important}.half{display:block!important;width:100%!important;padding:0 0 16px!important}}
@media (prefers-color-scheme:dark){.bg{background:#121213!important}.card{background:#1c1c1e!important;border-color:#303033!important}.ink{color:#ededea!important}.quiet{color:#a6a6a0!important}.rule{border-color:#303033!important}.box{background:#262629!important}.shot{background:#262629!important}.dim,.dim a{background:#ededea!important;color:#111111!important}.logo{background:#ffffff!important;padding:6px!important;border-radius:6px!important}}
[data-ogsc] .ink{color:#ededea!important}[data-ogsc] .quiet{color:#a6a6a0!important}`;

/** Whether a button of this colour would be lost on a dark page. */
const isDim = (colour: string): boolean => luminance(colour) < 0.03;

const lines = (text: string): Html[] =>
  text.split('\n').map((line, index) => (index === 0 ? html`${line}` : html`<br />${line}`));

/** Sides by name: mail programs know no logical properties. */
interface Sides {
  readonly start: 'left' | 'right';
  readonly end: 'left' | 'right';
}

function lineRow({ title, detail, quantity, price, image }: Line, { start, end }: Sides): Html {
  const picture = image
    ? html`<img
        class="shot"
        src="${image}"
        width="64"
        height="64"
        alt=""
        style="display:block;width:64px;height:64px;border-radius:8px;object-fit:cover;background:${PAPER}"
      />`
    : html`<div class="shot" style="width:64px;height:64px;border-radius:8px;background:${PAPER};line-height:64px">
        &nbsp;
      </div>`;
  return html`<tr>
    <td width="64" valign="top" style="width:64px;padding:0 0 16px;padding-${end}:16px">${picture}</td>
    <td valign="top" align="${start}" style="padding:0 0 16px;text-align:${start};font-size:15px;line-height:1.45">
      <div class="ink" dir="auto" style="color:${INK};font-weight:600">${title}</div>
      ${detail === '' ? '' : html`<div class="quiet" dir="auto" style="color:${QUIET};font-size:14px">${detail}</div>`}
      <div class="quiet" style="color:${QUIET};font-size:14px">${quantity}</div>
    </td>
    ${
      price === null
        ? ''
        : html`<td
            class="ink"
            valign="top"
            align="${end}"
            style="padding:0 0 16px;padding-${start}:12px;text-align:${end};font-size:15px;line-height:1.45;color:${INK};white-space:nowrap"
          >
            <bdi>${price}</bdi>
          </td>`
    }
  </tr>`;
}

const totalRow = ({ label, value, strong = false }: Row, { start, end }: Sides): Html =>
  html`${strong ? raw('<tr><td colspan="2" style="height:10px;line-height:10px;font-size:0">&nbsp;</td></tr>') : ''}
    <tr>
      <td
        class="${strong ? 'ink rule' : 'quiet'}"
        align="${start}"
        style="padding:${strong ? '12px 0 0' : '3px 0'};text-align:${start};font-size:${strong ? '17px' : '15px'};font-weight:${strong ? '650' : '400'};color:${strong ? INK : QUIET};${strong ? `border-top:1px solid ${RULE}` : ''}"
      >
        ${label}
      </td>
      <td
        class="ink${strong ? ' rule' : ''}"
        align="${end}"
        style="padding:${strong ? '12px 0 0' : '3px 0'};text-align:${end};font-size:${strong ? '17px' : '15px'};font-weight:${strong ? '650' : '400'};color:${INK};white-space:nowrap;${strong ? `border-top:1px solid ${RULE}` : ''}"
      >
        <bdi>${value}</bdi>
      </td>
    </tr>`;

const factCell = ({ label, value }: Row, { start, end }: Sides): Html =>
  html`<td
    class="half"
    valign="top"
    align="${start}"
    width="50%"
    style="width:50%;padding:0 0 18px;padding-${end}:16px;text-align:${start};font-size:15px;line-height:1.5"
  >
    <div class="quiet" style="color:${QUIET};font-size:13px;margin:0 0 2px">${label}</div>
    <div class="ink" dir="auto" style="color:${INK}">${lines(value)}</div>
  </td>`;

const pairs = <Item>(items: readonly Item[]): Item[][] =>
  items.flatMap((item, index) => (index % 2 === 0 ? [items.slice(index, index + 2)] : []));

const wide = (rows: Html[]): Html =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="width:100%">
    ${rows}
  </table>`;

function blockHtml(block: Block, accent: string, sides: Sides): Html {
  const { start } = sides;
  switch (block.kind) {
    case 'text':
      return html`<p class="ink" style="margin:0 0 20px;font-size:16px;line-height:1.6;color:${INK}">
        ${lines(block.text)}
      </p>`;
    case 'button':
      return html`<table role="presentation" cellpadding="0" cellspacing="0" style="margin:6px 0 26px">
          <tr>
            <td
              class="${isDim(accent) ? 'dim' : ''}"
              align="center"
              bgcolor="${accent}"
              style="border-radius:8px;background:${accent}"
            >
              <a
                href="${block.url}"
                target="_blank"
                style="display:inline-block;padding:14px 26px;font-size:16px;line-height:1.2;font-weight:600;color:${textOn(accent)};text-decoration:none;border-radius:8px;${FONT}"
                >${block.label}</a
              >
            </td>
          </tr>
        </table>
        ${
          block.or === null
            ? ''
            : html`<p class="quiet" style="margin:0 0 22px;font-size:13px;line-height:1.5;color:${QUIET}">
                ${block.or}<br /><a
                  class="quiet"
                  href="${block.url}"
                  dir="ltr"
                  style="color:${QUIET};word-break:break-all"
                  >${block.url}</a
                >
              </p>`
        }`;
    case 'notice':
      return html`<table
        role="presentation"
        width="100%"
        cellpadding="0"
        cellspacing="0"
        style="width:100%;margin:0 0 26px"
      >
        <tr>
          <td
            class="box"
            align="${start}"
            style="padding:16px 18px;background:${PAPER};border-radius:8px;text-align:${start};font-size:15px;line-height:1.55"
          >
            <div class="ink" style="color:${INK};font-weight:600;margin:0 0 4px">${block.title}</div>
            <div class="ink" dir="auto" style="color:${INK}">${lines(block.text)}</div>
          </td>
        </tr>
      </table>`;
    case 'lines':
      return html`<div style="padding:4px 0 4px">${wide(block.lines.map((line) => lineRow(line, sides)))}</div>`;
    case 'totals':
      return html`<div class="rule" style="border-top:1px solid ${RULE};padding:12px 0 0;margin:0 0 28px">
        ${wide(block.rows.map((row) => totalRow(row, sides)))}
      </div>`;
    case 'facts':
      return html`<div style="margin:0 0 6px">
        ${wide(
          pairs(block.rows).map(
            (pair) =>
              html`<tr>
                ${pair.map((row) => factCell(row, sides))}
              </tr>`,
          ),
        )}
      </div>`;
  }
}

/** A mail as HTML: tables and styles in the elements, for mail programs that know little else. */
export async function mailHtml(document: MailDocument): Promise<string> {
  const { locale, rtl, shop, subject, heading, blocks, footer, unsubscribe } = document;
  const sides: Sides = rtl ? { start: 'right', end: 'left' } : { start: 'left', end: 'right' };
  const { start } = sides;
  const direction = rtl ? 'rtl' : 'ltr';
  const brand = shop.logo
    ? html`<img
        class="logo"
        src="${shop.logo}"
        height="36"
        alt="${shop.name}"
        style="display:block;height:36px;max-width:220px;width:auto"
      />`
    : html`<span class="ink" style="font-size:19px;font-weight:650;letter-spacing:-.01em;color:${INK}"
        >${shop.name}</span
      >`;
  const preheader = blocks.find((block) => block.kind === 'text')?.text ?? '';
  return String(
    await html`<!doctype html>
      <html lang="${locale}" dir="${direction}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width,initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no,date=no,address=no,email=no" />
          <title>${subject}</title>
          <style>
            ${raw(STYLE)}
          </style>
        </head>
        <body class="bg" dir="${direction}" style="margin:0;padding:0;background:${PAPER};${FONT}">
          <div style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preheader}</div>
          <table
            class="bg"
            role="presentation"
            width="100%"
            cellpadding="0"
            cellspacing="0"
            dir="${direction}"
            style="width:100%;background:${PAPER}"
          >
            <tr>
              <td class="outer" align="center" style="padding:28px 12px">
                <table
                  class="card"
                  role="presentation"
                  width="600"
                  cellpadding="0"
                  cellspacing="0"
                  style="width:100%;max-width:600px;background:${CARD};border:1px solid ${RULE};border-radius:14px;border-collapse:separate;${FONT}"
                >
                  <tr>
                    <td class="pad" align="${start}" style="padding:28px 40px 0;text-align:${start}">${brand}</td>
                  </tr>
                  <tr>
                    <td class="pad" align="${start}" style="padding:26px 40px 18px;text-align:${start}">
                      <h1
                        class="h ink"
                        style="margin:0 0 14px;font-size:28px;line-height:1.2;letter-spacing:-.015em;font-weight:650;color:${INK}"
                      >
                        ${heading}
                      </h1>
                      ${blocks.map((block) => blockHtml(block, shop.accent, sides))}
                    </td>
                  </tr>
                  <tr>
                    <td
                      class="pad rule quiet"
                      align="${start}"
                      style="padding:20px 40px 28px;border-top:1px solid ${RULE};text-align:${start};font-size:13px;line-height:1.55;color:${QUIET}"
                    >
                      ${footer.map((text) => html`<p class="quiet" style="margin:0 0 8px;color:${QUIET}">${lines(text)}</p>`)}
                      ${unsubscribe ? html`<p class="quiet" style="margin:0;color:${QUIET}"><a class="quiet" href="${unsubscribe.url}" target="_blank" style="color:${QUIET}">${unsubscribe.label}</a></p>` : ''}
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </body>
      </html>`,
  );
}
