import { DOMParser as DocumentParser } from '@tiptap/pm/model';
import type { Slice } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';

interface MarkupPolicy {
  createHTML(markup: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: MarkupPolicy): MarkupPolicy;
}

let policy: MarkupPolicy | null | undefined;

/** The page lets only this policy, named in its Content-Security-Policy, read markup; and only into a document that never runs. */
function readable(markup: string): string {
  if (policy === undefined) {
    const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes;
    policy = factory ? factory.createPolicy('ProseMirrorClipboard', { createHTML: (text) => text }) : null;
  }
  return policy === null ? markup : policy.createHTML(markup);
}

/**
 * Pastes markup where the editor itself was not allowed to read it: the words, with the form that the schema knows.
 * Everything else in the markup has no place in the schema and is left behind.
 */
export function pasteMarkup(view: EditorView, event: ClipboardEvent, slice: Slice): boolean {
  const markup = event.clipboardData?.getData('text/html') ?? '';
  if (markup === '' || slice.size > 0) return false;
  const inert = new DOMParser().parseFromString(readable(markup), 'text/html');
  for (const silent of inert.querySelectorAll('script, style, template, noscript, title')) silent.remove();
  const read = DocumentParser.fromSchema(view.state.schema).parseSlice(inert.body, { context: view.state.selection.$from });
  if (read.size === 0) return false;
  view.dispatch(view.state.tr.replaceSelection(read).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'));
  return true;
}
