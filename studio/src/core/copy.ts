// Copying text, with a word on whether it worked.
import { commonWords } from '../words/common.ts';
import { toasts } from './toasts.ts';

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toasts.tell(commonWords.copied);
  } catch {
    toasts.fail(commonWords.notCopied);
  }
}
