import type { SettingType } from '../settings/schema.ts';

/** What a new field of each type says besides its id and label. */
const BEGINNINGS: Readonly<Partial<Record<SettingType, Readonly<Record<string, unknown>>>>> = {
  text: { default: '' },
  range: { min: 1, max: 12, step: 1, default: 4 },
  select: {
    options: [
      { value: 'left', label: 'Left' },
      { value: 'right', label: 'Right' },
    ],
    default: 'left',
  },
  radio: {
    options: [
      { value: 'small', label: 'Small' },
      { value: 'large', label: 'Large' },
    ],
    default: 'small',
  },
  color: { default: '#1c3f3a' },
  checkbox: { default: true },
};

/** A new setting of a type, with an id that no other has. */
export function newSetting(type: SettingType, label: string, taken: readonly string[]): Record<string, unknown> {
  if (type === 'header') return { type, label };
  let id: string = type;
  for (let at = 2; taken.includes(id); at++) id = `${type}_${at}`;
  return { type, id, label, ...BEGINNINGS[type] };
}
