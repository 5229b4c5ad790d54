import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderMetrics } from '../metrics.ts';
import { RequestMetrics } from './metrics.ts';

const facts = { requestId: 'r', method: 'GET', route: '/x', status: 200, ms: 7 };

describe('the metrics of requests', () => {
  it('are a histogram that adds up', () => {
    const metrics = new RequestMetrics();
    for (const ms of [0.5, 7, 7, 60_000]) metrics.observe({ ...facts, ms });
    const text = renderMetrics(metrics.collect());
    const bucket = (le: string) =>
      Number(text.split(`_bucket{method="GET",route="/x",le="${le}"} `)[1]?.split('\n')[0]);
    assert.deepEqual(['0.001', '0.005', '0.01', '10', '+Inf'].map(bucket), [1, 1, 3, 3, 4]);
    assert.match(text, /_count\{method="GET",route="\/x"\} 4\n/);
    assert.match(text, /^vitrine_http_requests_total\{method="GET",route="\/x",status="200"\} 4$/m);
  });

  it('stay few, whatever is asked for', () => {
    const metrics = new RequestMetrics();
    for (let index = 0; index < 5000; index += 1)
      metrics.observe({ ...facts, method: `M${index}`, route: `/${index}` });
    assert.ok(renderMetrics(metrics.collect()).split('\n').length < 10_000);
  });

  it('are written so that nothing can be smuggled into them', () => {
    const text = renderMetrics([
      { name: 'a', kind: 'gauge', help: 'x', samples: [{ labels: { route: 'a"b\\c\nd 1' }, value: 1 }] },
    ]);
    assert.equal(text, '# HELP a x\n# TYPE a gauge\na{route="a\\"b\\\\c\\nd 1"} 1\n');
  });
});
