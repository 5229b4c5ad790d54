import { english } from './en.ts';
export const messages = english;
