import assert from 'node:assert/strict';
import { it } from 'node:test';
import { mailHref, telephoneHref } from './contact-info-links.ts';

it('calls a telephone as it was written for people', () => {
  assert.equal(telephoneHref('+351 22 000 0000'), 'tel:+351220000000');
  assert.equal(telephoneHref('+49 (0) 30 / 123-45'), 'tel:+493012345');
  assert.equal(telephoneHref('(030) 123 45'), 'tel:03012345');
  assert.equal(telephoneHref('٠١٢ ٣٤٥ ۶۷۸'), 'tel:012345678');
});

it('calls nobody where it cannot know the number', () => {
  for (const written of ['0800 FLOWERS', '22 00 ext. 4', '12', '—']) assert.equal(telephoneHref(written), undefined);
});

it('lets an address put nothing else into a mail', () => {
  assert.equal(mailHref('ola@halden.example'), 'mailto:ola@halden.example');
  assert.equal(mailHref('a?bcc=b@halden.example'), 'mailto:a%3Fbcc%3Db@halden.example');
});
