/** Which text field a draft belongs to. */
export interface Place {
  groupId: string | null;
  topicId: string | null;
  /** the message that is being edited: circle and conversation follow from it */
  messageId?: string;
}

const id = '([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})';
const shapes: [RegExp, (found: string) => Place][] = [
  [new RegExp(`^topic:${id}$`), (topicId) => ({ groupId: null, topicId })],
  [new RegExp(`^newTopic:${id}(?::title)?$`), (groupId) => ({ groupId, topicId: null })],
  [new RegExp(`^decision:${id}$`), (topicId) => ({ groupId: null, topicId })],
  [new RegExp(`^edit:${id}$`), (messageId) => ({ groupId: null, topicId: null, messageId })],
  [new RegExp(`^(?:pact|group):${id}(?::[a-z]+)?$`), (groupId) => ({ groupId, topicId: null })],
  // a method of a circle's own that is being composed: a new one, or changes to one
  [new RegExp(`^method:${id}(?::${id})?$`), (groupId) => ({ groupId, topicId: null })],
  [new RegExp(`^report:${id}$`), () => ({ groupId: null, topicId: null })],
  [/^newGroup(?::([a-z]+))?$/, () => ({ groupId: null, topicId: null })],
  [/^profile:([a-zA-Z]+)$/, () => ({ groupId: null, topicId: null })],
];

/** Reads `topic:<id>`, `newTopic:<group>[:title]`, `decision:<topic>`, `edit:<message>` … ; null for anything else. */
export function parsePlace(place: string): Place | null {
  for (const [shape, make] of shapes) {
    const match = shape.exec(place);
    if (match) return make(match[1] ?? '');
  }
  return null;
}
