/** A Worker as a shop's is, with a binding that loads Workers: it has each errand done by one of those. */
import { chooseBlocks, type BlockBindings } from '../../edge-api/adapters/blocks/choose.worker.ts';
import type { Errand } from './port.ts';

export default {
  async fetch(request: Request, bindings: BlockBindings): Promise<Response> {
    const engine = chooseBlocks(bindings)!;
    const errands = (await request.json()) as readonly Errand[];
    return Response.json(
      await Promise.all(
        errands.map((errand) =>
          'clean' in errand ? engine.clean(errand.clean, errand.options) : engine.render(errand),
        ),
      ),
    );
  },
};
