import { Extension, type Extensions } from '@tiptap/core';
import { Link } from '@tiptap/extension-link';
import { Mention } from '@tiptap/extension-mention';
import { Placeholder } from '@tiptap/extensions';
import { StarterKit } from '@tiptap/starter-kit';
import type { SuggestionKeyDownProps, SuggestionProps } from '@tiptap/suggestion';
import { cleanText } from './rich-text-document.js';
import { safeHref } from './safe-href.js';

/** Someone who can be named in a text. */
export interface MentionPerson {
  id: string;
  name: string;
}

export type MentionSuggestion = SuggestionProps<MentionPerson, { id: string; label: string }>;

/** What the editor asks of its surroundings. Read at the moment of use, so the extensions are made once. */
export interface EditorSurroundings {
  submit(): void;
  /** says whether the key was used; not while the list of people is open, which closes first */
  leave(): boolean;
  findPeople(text: string): Promise<MentionPerson[]>;
  mentionStarted(props: MentionSuggestion): void;
  mentionChanged(props: MentionSuggestion): void;
  mentionEnded(): void;
  mentionKey(event: KeyboardEvent): boolean;
}

/** Ctrl+Enter sends, Esc leaves; before the keys of the other extensions, because a hard break also listens to Mod-Enter. */
const composerKeys = (around: () => EditorSurroundings): Extension =>
  Extension.create({
    name: 'composerKeys',
    priority: 1000,
    addKeyboardShortcuts() {
      return {
        'Mod-Enter': () => {
          around().submit();
          return true;
        },
        Escape: () => around().leave(),
      };
    },
  });

/** Exactly the nodes and marks of `schema/rich-text.ts`; what is pasted outside them loses its form, not its words. */
export function editorExtensions(around: () => EditorSurroundings, placeholder: () => string): Extensions {
  return [
    StarterKit.configure({
      heading: false,
      code: false,
      codeBlock: false,
      horizontalRule: false,
      strike: false,
      underline: false,
      trailingNode: false,
      dropcursor: false,
      link: false,
    }),
    Link.configure({
      openOnClick: false,
      autolink: true,
      linkOnPaste: true,
      isAllowedUri: (uri) => safeHref(uri) !== null,
      HTMLAttributes: { rel: 'noopener noreferrer', target: null, class: null },
    }),
    Placeholder.configure({ placeholder, showOnlyWhenEditable: false }),
    Mention.configure({
      deleteTriggerWithBackspace: true,
      suggestion: {
        char: '@',
        debounce: 120,
        items: ({ query }) => around().findPeople(cleanText(query)),
        render: () => ({
          onStart: (props: MentionSuggestion) => around().mentionStarted(props),
          onUpdate: (props: MentionSuggestion) => around().mentionChanged(props),
          onExit: () => around().mentionEnded(),
          onKeyDown: ({ event }: SuggestionKeyDownProps) => around().mentionKey(event),
        }),
      },
    }),
    composerKeys(around),
  ];
}
