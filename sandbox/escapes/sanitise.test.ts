import assert from 'node:assert/strict';
import test from 'node:test';
import { holdsHtml } from '../sanitize/oracle.test-support.ts';
import { corpus, hasCorpora, keptVerdicts, verdictBook } from './corpora.test-support.ts';

const CORPORA = ['xss-html', 'xss-mxss-svg', 'dom-clobbering', 'css-injection', 'html-leaks', 'html-parse'];

test(
  'of what attackers wrote as HTML and CSS, nothing runs, asks, clobbers or is read twice',
  { skip: !hasCorpora },
  () => {
    const book = verdictBook();
    for (const name of CORPORA)
      for (const { id, kind, payload } of corpus(name)) {
        const given =
          kind === 'css'
            ? [`<style>${payload}</style>`, `<p style="${payload.replace(/"/g, '&quot;')}">a</p>`]
            : [payload];
        const left = given.map(holdsHtml).join('');
        book.note(name, left === '' ? 'nothing is left' : 'what is left does nothing', id);
      }
    const found = book.verdicts();
    assert.deepEqual(found, keptVerdicts('sanitise.verdicts.json', found));
  },
);
