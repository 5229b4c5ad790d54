import { renderElements, ready } from 'vitrine-elements';
import type { ElementOrder } from '../../edge-api/pages/ssr/port.ts';
import { stringTemplate } from './string-template.ts';

/** What is drawn; set once, so that no request pays for reading it. */
let order: ElementOrder | undefined;
let template: (() => string) | undefined;
let change = 0;

/** The same page as if the shop had another name: nothing that was drawn before is of use. */
const anew = ({ answers, ...rest }: ElementOrder) =>
  renderElements({ ...rest, answers: { ...answers, store: { ...answers.store, name: `Halden ${change++}` } } });

/** Draws as many times as is asked for, in one of three ways or not at all: clocks of workerd stand still while it computes. */
export default {
  async fetch(request: Request): Promise<Response> {
    await ready;
    const { searchParams } = new URL(request.url);
    if (request.method === 'POST') {
      order = (await request.json()) as ElementOrder;
      const { html } = renderElements(order);
      template = stringTemplate(html);
      return new Response(String(html.length));
    }
    if (!order || !template) return new Response('Send what to draw first.', { status: 400 });
    const way = searchParams.get('way');
    let chars = 0;
    for (let time = Number(searchParams.get('times')); time > 0; time--) {
      if (way === 'first') chars += anew(order).html.length;
      else if (way === 'again') chars += renderElements(order).html.length;
      else chars += template().length;
    }
    return new Response(String(chars));
  },
};
