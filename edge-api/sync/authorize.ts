import type { Model } from './model.ts';
import { rowKey, type Row, type RowView } from './rows.ts';
import type { Rules } from './rules.ts';
import { denied } from './sync-error.ts';
import type { Draft } from './transaction.ts';

/** Throws unless the rules allow this user everything that the transaction touched. */
export function authorize(model: Model, rules: Rules, base: RowView, draft: Draft, userId: string | null): void {
  const after = draft.rows;
  for (const { etype, id, written, deleted, linked, unlinked } of draft.touched.values()) {
    const was = base.row(etype, id);
    const is = after.row(etype, id);
    const ruleParams = draft.ruleParams.get(rowKey(etype, id));
    const check = (action: 'create' | 'update' | 'delete', data: Row, dataView: RowView, newData?: Row): void => {
      if (!rules.rule(etype, action).allows({ userId, data, dataView, newData, newView: after, ruleParams }))
        throw denied(etype, action);
    };
    const checkLink = (kind: 'link' | 'unlink', attr: (typeof linked)[number]['attr'], target: string): void => {
      const link = attr.link!;
      const other = base.row(link.target, target);
      const own = rules.link(etype, kind, attr.label);
      const reverse = rules.link(link.target, kind, link.reverseLabel);
      if (
        own &&
        was &&
        !own.allows({ userId, data: was, dataView: base, newData: is, newView: after, linkedData: other, ruleParams })
      ) {
        throw denied(etype, kind);
      }
      if (reverse && other && !reverse.allows({ userId, data: other, dataView: base, linkedData: was, ruleParams }))
        throw denied(link.target, kind);
      if (own || reverse) return;
      if (was) check('update', was, base, is);
      if (other && !rules.rule(link.target, 'view').allows({ userId, data: other, dataView: base, ruleParams }))
        throw denied(link.target, 'view');
    };

    if (deleted && was) check('delete', was, base);
    if (is && (deleted || !was)) check('create', is, after, is);
    else if (is && was && written) check('update', was, base, is);
    for (const { attr, target } of linked) checkLink('link', attr, target);
    for (const { attr, target } of unlinked) checkLink('unlink', attr, target);
  }
}
