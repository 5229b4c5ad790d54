import assert from 'node:assert/strict';
import { it } from 'node:test';
import { videoSource } from './video-source.ts';

it('tells files from films of services, however their pages are addressed', () => {
  const youtube = { kind: 'youtube', id: 'dQw4w9WgXcQ' };
  for (const [text, source] of [
    ['https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4', youtube],
    ['https://www.youtube.com/watch?list=x&v=dQw4w9WgXcQ', youtube],
    ['https://youtu.be/dQw4w9WgXcQ?si=x', youtube],
    ['https://youtube.com/shorts/dQw4w9WgXcQ', youtube],
    ['https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ', youtube],
    ['https://vimeo.com/76979871', { kind: 'vimeo', id: '76979871' }],
    ['https://player.vimeo.com/video/76979871?h=1', { kind: 'vimeo', id: '76979871' }],
    ['/media/a.mp4', { kind: 'file', files: [{ url: '/media/a.mp4', type: 'video/mp4' }] }],
    [
      'https://a.example/a.webm?v=1 https://a.example/a.mp4',
      {
        kind: 'file',
        files: [
          { url: 'https://a.example/a.webm?v=1', type: 'video/webm' },
          { url: 'https://a.example/a.mp4', type: 'video/mp4' },
        ],
      },
    ],
  ] as const)
    assert.deepEqual(videoSource(text), source, text);
});

it('takes nothing else for a video', () => {
  for (const text of [
    '',
    'https://a.example/a.jpg',
    'https://youtube.com/@channel',
    'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ',
    'http://vimeo.com/76979871',
    'https://a.example/a.mp4 https://a.example/a.exe',
  ])
    assert.equal(videoSource(text), undefined, text);
});
