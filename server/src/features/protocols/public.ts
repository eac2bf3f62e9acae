/** What later features may use of coaching protocols. */
export { loadProtocolCatalogue, type ProtocolCatalogue } from './data/protocol-catalogue.js';
export { costPerPhase, firstYearMinutes, hoursOf, type PhaseCost } from './domain/cost.js';
export type { Adaptation, Operation } from './domain/operation.js';
export {
  type Activity,
  type ActivityStatus,
  type Layer,
  type Norm,
  type Offset,
  type Phase,
  type Protocol,
  type RenderedActivity,
  type Said,
  type Space,
  type VersionRef,
} from './domain/protocol.js';
export { type LayerOperations, render } from './domain/render.js';
export { ProtocolsModule } from './protocols.module.js';
