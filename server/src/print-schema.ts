import 'reflect-metadata';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { featureModules } from './app.module.js';
import { projectDir } from './platform/config/project-dir.js';
import { DateTimeScalar, RichTextScalar, UuidScalar } from './platform/graphql/scalars.js';

/** Resolver classes and what else Nest put into the features' provider lists. */
function resolversOf(modules: readonly object[]): (new () => unknown)[] {
  return modules.flatMap((module) => {
    const providers = (Reflect.getMetadata('providers', module) ?? []) as unknown[];
    return providers.filter(
      (provider): provider is new () => unknown => typeof provider === 'function' && Reflect.hasMetadata('graphql:resolver_type', provider),
    );
  });
}

/** Prints the schema of the decorators, sorted; needs no database. */
export async function printedSchema(): Promise<string> {
  const app = await NestFactory.create(GraphQLSchemaBuilderModule, { logger: false });
  await app.init();
  const factory = app.get(GraphQLSchemaFactory);
  const schema = await factory.create(resolversOf(featureModules), [UuidScalar, DateTimeScalar, RichTextScalar] as never[], {
    numberScalarMode: 'integer',
  });
  const sdl = printSchema(lexicographicSortSchema(schema));
  await app.close();
  return `# Printed from the server's decorators (npm run schema:print). Do not edit.\n\n${sdl}\n`;
}

writeFileSync(join(projectDir(), 'schema', 'schema.graphql'), await printedSchema());
