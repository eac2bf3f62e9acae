import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { type DynamicModule, Module } from '@nestjs/common';
import { GraphQLModule } from '@nestjs/graphql';
import type { Request, Response } from 'express';
import { documentLimits } from '../../../../schema/limits.js';
import { SETTINGS } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { SignInService } from '../identity/sign-in.service.js';
import { KringLogger } from '../telemetry/kring-logger.js';
import { Metrics } from '../telemetry/metrics.js';
import type { KringContext } from './context.js';
import { executionPlugin } from './execution.plugin.js';
import { formatRefusal } from './format-error.js';
import { guardSchema } from './schema-guard.js';

/** The schema that the decorators describe, served by Apollo on `/graphql` with our rules around it. */
@Module({})
export class KringGraphqlModule {
  static register(): DynamicModule {
    return {
      module: KringGraphqlModule,
      imports: [
        GraphQLModule.forRootAsync<ApolloDriverConfig>({
          driver: ApolloDriver,
          inject: [SETTINGS, SignInService, KringLogger, Metrics],
          useFactory: (settings: Settings, signIns: SignInService, logger: KringLogger, metrics: Metrics) =>
            apolloOptions(settings, signIns, logger, metrics),
        }),
      ],
    };
  }
}

function apolloOptions(settings: Settings, signIns: SignInService, logger: KringLogger, metrics: Metrics): Omit<ApolloDriverConfig, 'driver'> {
  const open = settings.adhocDocuments;
  const unexpected = (error: unknown, traceId: string, operation = 'request'): void =>
    logger.failure('an operation failed', error, { traceId, operation });
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
    formatError: formatRefusal(!open, unexpected),
    context: async ({ req, res }: { req: Request; res: Response }): Promise<KringContext> => {
      const loaders = new Map<string, unknown>();
      return {
        viewer: await signIns.viewerFromCookie(req.headers.cookie),
        req,
        res,
        loader: <Loader>(name: string, make: () => Loader): Loader => {
          if (!loaders.has(name)) loaders.set(name, make());
          return loaders.get(name) as Loader;
        },
      };
    },
    plugins: [
      executionPlugin({
        compile: true,
        onUnexpected: unexpected,
        onExecuted: (operation, milliseconds, failed) => metrics.operationDone(operation, milliseconds, failed),
      }),
    ],
  };
}
