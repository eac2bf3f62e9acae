import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { Viewer } from '../identity/viewer.js';
import { type KringContext, viewerOf } from './context.js';

/** The signed-in viewer as a resolver argument: `@CurrentViewer() viewer: Viewer`. */
export const CurrentViewer = createParamDecorator(
  (_data: unknown, execution: ExecutionContext): Viewer =>
    viewerOf(GqlExecutionContext.create(execution).getContext<KringContext>()),
);
