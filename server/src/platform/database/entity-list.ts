import type { EntityTarget, ObjectLiteral } from 'typeorm';

/** The entities that the features register with the data source. */
export type EntityList = Extract<EntityTarget<ObjectLiteral>, new (...args: never[]) => unknown>[] | (new () => ObjectLiteral)[];
