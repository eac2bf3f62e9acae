import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { StreamPosition } from '../../../../schema/realtime/envelope.js';
import type { NamedReads } from '../database/reads.js';
import { brand, type Branded } from '../graphql/brand.js';

/** Where a stream stood just before the rows of an answer were read: subscribe from here. */
@ObjectType('StreamPosition')
export class StreamPositionModel {
  @Field(() => String) stream!: string;
  @Field(() => Int) epoch!: number;
  @Field(() => Int) seq!: number;
}

/** Reads a stream's number. Read it before the rows it stands for: then a page is never older than its number says. */
export async function positionOf(reads: NamedReads, stream: string): Promise<Branded<StreamPosition>> {
  const [row] = await reads.named<{ seq: string; epoch: number }>(
    'stream-position',
    `SELECT seq, epoch FROM realtime_stream WHERE stream = $1`,
    [stream],
  );
  return streamPosition(stream, row);
}

/** A stream nobody wrote to yet stands at 0 of epoch 1. */
export const streamPosition = (stream: string, row?: { seq: string | number | null; epoch: number | null }): Branded<StreamPosition> =>
  brand('StreamPosition', { stream, epoch: row?.epoch ?? 1, seq: Number(row?.seq ?? 0) });
