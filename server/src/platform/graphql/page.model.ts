import { Field, ObjectType } from '@nestjs/graphql';
import { brand, type Branded } from './brand.js';

@ObjectType('PageInfo')
export class PageInfoModel {
  @Field(() => String, { nullable: true }) startCursor!: string | null;
  @Field(() => String, { nullable: true }) endCursor!: string | null;
  @Field(() => Boolean) hasNextPage!: boolean;
  @Field(() => Boolean) hasPreviousPage!: boolean;
}

export interface PageInfo {
  startCursor: string | null;
  endCursor: string | null;
  hasNextPage: boolean;
  hasPreviousPage: boolean;
}

/** Keyset cursors are opaque to clients: the key of the row, as base64url JSON. */
export const toCursor = (key: unknown): string => Buffer.from(JSON.stringify(key), 'utf8').toString('base64url');

export const pageInfo = (info: PageInfo): Branded<PageInfo> => brand('PageInfo', info);

/** The answer of an act that has nothing to show. */
@ObjectType('Done')
export class DoneModel {
  @Field(() => Boolean) ok!: boolean;
}

export const done = (): Branded<{ ok: boolean }> => brand('Done', { ok: true });
