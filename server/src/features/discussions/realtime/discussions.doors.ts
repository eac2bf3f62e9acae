import type { DiscussionsEvents } from '../../../../../schema/realtime/discussions.js';
import type { StreamDoors } from '../../../platform/realtime/stream-doors.js';

/** Who posted has stopped typing. Closed circles name nobody here: their typing line ends by itself. */
export function registerTypingEnds(doors: StreamDoors): void {
  doors.typingEndsOn('discussions.messagePosted', (payload) => {
    const { content, topicId } = payload as DiscussionsEvents['discussions.messagePosted'];
    return content ? { personId: content.author.id, topicId } : null;
  });
}
