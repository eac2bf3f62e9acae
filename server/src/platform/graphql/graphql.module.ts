import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { documentLimits } from '../../../../schema/limits.js';
import { madeForHeader } from '../../../../schema/made-for.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { isOfAnother } from '../identity/made-for.js';
import { SignInService } from '../identity/sign-in.service.js';
import { KringLogger } from '../telemetry/kring-logger.js';
import { Metrics } from '../telemetry/metrics.js';
import type { KringContext } from './context.js';
import { executionPlugin } from './execution.plugin.js';
import { formatRefusal } from './format-error.js';
import { OperationRunner } from './operation-runner.js';
import { guardSchema } from './schema-guard.js';
import { trustedOperations } from './trusted-operations.js';

/** Injection token of the express handler that answers trusted documents (`trustedOperations`). */
export const TRUSTED_OPERATIONS = Symbol('kring.trustedOperations');

/** What runs operations, for both ways in. */
@Module({
  providers: [
    {
      provide: OperationRunner,
      inject: [KringLogger, Metrics],
      useFactory: (logger: KringLogger, metrics: Metrics) =>
        new OperationRunner({
          onUnexpected: unexpectedTo(logger),
          onExecuted: (operation, milliseconds, failed) => metrics.operationDone(operation, milliseconds, failed),
        }),
    },
  ],
  exports: [OperationRunner],
})
class OperationRunnerModule {}

/**
 * The schema that the decorators describe, served on `/graphql` with our rules around it: trusted documents by a handler
 * of our own, others by Apollo.
 */
@Module({})
export class KringGraphqlModule {
  static register(): DynamicModule {
    return {
      module: KringGraphqlModule,
      imports: [
        OperationRunnerModule,
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          imports: [OperationRunnerModule],
          inject: [SETTINGS, SignInService, KringLogger, OperationRunner],
          useFactory: (settings: Settings, signIns: SignInService, logger: KringLogger, runner: OperationRunner) =>
            apolloOptions(settings, signIns, logger, runner),
        }),
      ],
      providers: [
        {
          provide: TRUSTED_OPERATIONS,
          inject: [OperationRunner, SignInService, GraphQLSchemaHost],
          useFactory: (runner: OperationRunner, signIns: SignInService, host: GraphQLSchemaHost) =>
            trustedOperations({ runner, schema: () => host.schema, context: contextWith(signIns) }),
        },
      ],
      exports: [TRUSTED_OPERATIONS],
    };
  }
}

const unexpectedTo =
  (logger: KringLogger) =>
  (error: unknown, traceId: string, operation = 'request'): void =>
    logger.failure('an operation failed', error, { traceId, operation });

const contextWith =
  (signIns: SignInService) =>
  async (req: Request, res: Response): Promise<KringContext> => {
    const signedIn = await signIns.viewerFromCookie(req.headers.cookie);
    const ofAnother = isOfAnother(signedIn, req.headers[madeForHeader]);
    let loaders: Map<string, unknown> | undefined;
    return {
      viewer: ofAnother ? null : signedIn,
      ofAnother,
      req,
      res,
      loader: <Loader>(name: string, make: () => Loader): Loader => {
        loaders ??= new Map();
        if (!loaders.has(name)) loaders.set(name, make());
        return loaders.get(name) as Loader;
      },
    };
  };

function apolloOptions(settings: Settings, signIns: SignInService, logger: KringLogger, runner: OperationRunner): Omit<ApolloDriverConfig, 'driver'> {
  // who may read the schema may read hints about it too; nobody else
  const open = settings.graphiql;
  const context = contextWith(signIns);
  return {
    path: '/graphql',
    autoSchemaFile: true,
    sortSchema: true,
    transformAutoSchemaFile: true,
    transformSchema: guardSchema,
    fieldResolverEnhancers: [],
    buildSchemaOptions: { numberScalarMode: 'integer' },
    graphiql: false,
    introspection: settings.graphiql,
    hideSchemaDetailsFromClientErrors: !open,
    includeStacktraceInErrorResponses: false,
    csrfPrevention: true,
    persistedQueries: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    autoTransformHttpErrors: false,
    preserveHttpStatusForExecutionErrors: false,
    parseOptions: { maxTokens: documentLimits.tokens, noLocation: true },
    formatError: formatRefusal(!open, unexpectedTo(logger)),
    context: ({ req, res }: { req: Request; res: Response }) => runner.prepared(context(req, res)),
    plugins: [executionPlugin(runner)],
  };
}
