import { ManagerRelationEntity } from './manager-relation.entity.js';
import { PersonEntity } from './person.entity.js';
import { PositionEntity } from './position.entity.js';

/** Entities of this feature, for the data source. */
export const peopleEntities = [PersonEntity, PositionEntity, ManagerRelationEntity];
