import { Module, type DynamicModule } from '@nestjs/common';
import type { Settings } from './settings.js';

/** Inject the settings with `@Inject(SETTINGS)`. */
export const SETTINGS = Symbol('SETTINGS');

/** Makes the settings, read once at the start, available to every module. */
@Module({})
export class ConfigModule {
  static register(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: SETTINGS, useValue: settings }],
      exports: [SETTINGS],
    };
  }
}
