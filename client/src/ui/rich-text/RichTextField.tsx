import { lazy, Suspense } from 'react';
import classes from './RichTextEditor.module.css';
import type { RichTextEditorProps } from './RichTextEditor.js';

const loadEditor = () => import('./RichTextEditor.js');
const LazyEditor = lazy(async () => ({ default: (await loadEditor()).RichTextEditor }));

/** Fetches the editor before it is needed, so that opening a text field costs no wait. */
export function preloadRichTextEditor(): void {
  void loadEditor().catch(() => undefined);
}

/** The text field of Kring: the editor is a part of its own, so screens that are only read do not load it. */
export function RichTextField(props: RichTextEditorProps) {
  return (
    <Suspense
      fallback={
        <div className={classes.root} data-compact={props.compact || undefined} aria-busy="true">
          {!props.compact && <div className={classes.toolbar} data-empty />}
          <div className={classes.line}>
            <div className={classes.field}>
              <div className={classes.words} data-placeholder>
                {props.placeholder}
              </div>
            </div>
            {props.compact && props.end}
          </div>
          {props.footer}
        </div>
      }
    >
      <LazyEditor {...props} />
    </Suspense>
  );
}
