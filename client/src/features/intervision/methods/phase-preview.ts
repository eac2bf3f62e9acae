import { type Block, choicesOf, isHidden } from './composition.js';

export const previewRoles = ['participant', 'contributor', 'facilitator'] as const;
export type PreviewRole = (typeof previewRoles)[number];

/** What somebody has to do in a phase; each is one line on the phone. */
export type PreviewTask = 'write' | 'writeSealed' | 'form' | 'scale' | 'vote' | 'rate' | 'survey' | 'actions' | 'note' | 'ask' | 'read' | 'talk' | 'listen' | 'pause' | 'lead';

export interface Preview {
  task: PreviewTask;
  /** who gets to see what is entered: nobody yet, everyone at once, nobody ever */
  seenBy: 'nobodyYet' | 'everyone' | 'onlyMe' | 'totals' | null;
  maxEach: number | null;
  /** the choices that a writer has about their name */
  sharings: ('NAMED' | 'NAMELESS' | 'NOT_SHARED')[];
  /** what the facilitator presses, besides going on */
  opens: 'here' | 'earlier' | null;
}

const taskOf: Record<string, PreviewTask> = {
  write: 'writeSealed', questions: 'ask', dialogue: 'ask', round: 'write', discuss: 'write', show: 'read', rate: 'rate', vote: 'vote', statement: 'write', form: 'form', scale: 'scale', actions: 'actions',
  notes: 'note', survey: 'survey', pause: 'pause', talk: 'talk',
};

const silent = (block: Block): boolean => block.contrib === 'listens' || block.contrib === 'away';

/** Whether somebody in this role enters something in the block; as the server decides it, in short. */
function enters(block: Block, role: PreviewRole, facilitatorRequired: boolean): boolean {
  if (['talk', 'show', 'pause'].includes(block.kind)) return false;
  if (block.kind === 'notes' || block.kind === 'survey') return true;
  if (role === 'contributor' && silent(block)) return false;
  if (block.kind === 'rate') return role === 'contributor';
  if (block.kind === 'dialogue' && role === 'contributor') return false;
  const writer = choicesOf(block).writer.length > 0 ? block.writer : 'each';
  if (writer === 'contributor') return role === 'contributor';
  if (writer === 'previous_contributor') return false;
  if (writer === 'notetaker') return role === (facilitatorRequired ? 'facilitator' : 'contributor');
  if (block.speak === 'contributor' && role !== 'contributor') return false;
  if (block.speak === 'group' && role === 'contributor') return false;
  const leadsOnly = role === 'facilitator' && facilitatorRequired && block.contrib !== 'speaks' && block.contrib !== 'writes';
  return !leadsOnly;
}

/** What one phase is like for somebody in a role. */
export function previewOf(block: Block, role: PreviewRole, facilitatorRequired: boolean): Preview {
  const hidden = isHidden(block);
  const writes = enters(block, role, facilitatorRequired);
  const task: PreviewTask = writes
    ? hidden && block.kind !== 'form' ? (block.kind === 'questions' ? 'ask' : 'writeSealed') : taskOf[block.kind]!
    : role === 'facilitator' ? 'lead' : block.kind === 'pause' ? 'pause' : block.kind === 'show' ? 'read' : role === 'contributor' && silent(block) ? 'listen' : block.kind === 'talk' || block.kind === 'dialogue' ? 'talk' : 'read';
  const seenBy = !writes ? null : block.kind === 'notes' ? 'onlyMe' : block.kind === 'vote' || block.kind === 'survey' ? 'totals' : hidden ? 'nobodyYet' : 'everyone';
  const sharings: Preview['sharings'] = !writes || choicesOf(block).names.length === 0 ? [] : block.names === 'author_choice' ? ['NAMED', 'NAMELESS', 'NOT_SHARED'] : block.names === 'nameless' ? ['NAMELESS'] : ['NAMED'];
  const opens = role !== 'facilitator' ? null : hidden && block.opensHere ? 'here' : block.shows && block.present === 'one_by_one' ? 'earlier' : null;
  return { task, seenBy, maxEach: writes && choicesOf(block).maxEach ? (block.maxEach ?? null) : null, sharings, opens };
}
