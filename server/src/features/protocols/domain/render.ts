import { type Operation, withField } from './operation.js';
import type { Layer, Protocol, RenderedActivity } from './protocol.js';

/** What one layer did to the version above it. */
export interface LayerOperations {
  readonly layer: Layer;
  readonly ops: readonly Operation[];
}

/**
 * Base, then the operations of each layer in their order.
 * An operation on an activity that is not there does nothing: `adaptationFaults` names it where it is written.
 */
export const render = (base: Protocol, ...above: readonly LayerOperations[]): Protocol =>
  above.reduce((protocol, { layer, ops }) => ops.reduce((now, operation) => applied(now, operation, layer), protocol), base);

function applied(protocol: Protocol, operation: Operation, layer: Layer): Protocol {
  switch (operation.op) {
    case 'set':
      return onActivity(protocol, operation.uid, (activity) => withField(activity, operation.field, operation.value));
    case 'move':
      return onActivity(protocol, operation.uid, (activity) => ({ ...activity, phase: operation.phase, at: operation.at }));
    case 'attach':
      return onActivity(protocol, operation.uid, (activity) => ({ ...activity, files: [...activity.files, { ...operation.file, layer }] }));
    case 'note':
      return onActivity(protocol, operation.uid, (activity) => ({ ...activity, notes: [...activity.notes, { ...operation.text, layer }] }));
    case 'add':
      if (protocol.activities.some(({ uid }) => uid === operation.activity.uid)) return protocol;
      return { ...protocol, activities: [...protocol.activities, { ...operation.activity, addedBy: operation.of ?? layer, files: [], notes: [] }] };
    case 'remove':
      return { ...protocol, activities: protocol.activities.filter(({ uid }) => uid !== operation.uid) };
    case 'rename_role':
      return { ...protocol, roles: { ...protocol.roles, [operation.role]: operation.value } };
    case 'reorder':
      return reordered(protocol, operation.uid, operation.after);
  }
}

function onActivity(protocol: Protocol, uid: string, change: (activity: RenderedActivity) => RenderedActivity): Protocol {
  return { ...protocol, activities: protocol.activities.map((activity) => (activity.uid === uid ? change(activity) : activity)) };
}

/** Behind an activity that is gone, it stays where it was. */
function reordered(protocol: Protocol, uid: string, after: string | null): Protocol {
  const moved = protocol.activities.find((activity) => activity.uid === uid);
  const rest = protocol.activities.filter((activity) => activity.uid !== uid);
  const place = after === null ? 0 : rest.findIndex((activity) => activity.uid === after) + 1;
  if (!moved || (after !== null && place === 0)) return protocol;
  return { ...protocol, activities: [...rest.slice(0, place), moved, ...rest.slice(place)] };
}
