import { GenerationError } from '../../services/sections/generator.ts';

/** The text of an answer of at most so many bytes; what is longer is not read to its end. */
export async function textOfAnswer(response: Response, mostBytes: number): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let text = '';
  let bytes = 0;
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength;
    if (bytes > mostBytes) {
      await reader.cancel();
      throw new GenerationError(`The generator answered more than ${mostBytes} bytes.`);
    }
    text += decoder.decode(chunk.value, { stream: true });
  }
  return text + decoder.decode();
}
