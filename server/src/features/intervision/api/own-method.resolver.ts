import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { brand } from '../../../platform/graphql/brand.js';
import { Rule } from '../../../platform/graphql/rule.js';
import { UuidScalar } from '../../../platform/graphql/scalars.js';
import { CurrentViewer } from '../../../platform/graphql/viewer.decorator.js';
import type { Viewer } from '../../../platform/identity/viewer.js';
import { dryRunView, faultView } from '../access/own-method-view.js';
import { OwnMethods } from '../access/own-methods.js';
import { ComposeMethod } from '../actions/compose-method.js';
import { CreateMethod } from '../actions/create-method.js';
import { EditMethod } from '../actions/edit-method.js';
import { ArchiveMethodInput, ComposedMethodInput, CreateMethodInput, EditMethodInput } from './own-method.args.js';
import { DryRunModel, EditMethodResult, MethodCheckModel, MethodSheetModel, MethodShelfModel } from './own-method.edges.model.js';

@Resolver()
export class OwnMethodResolver {
  constructor(
    private readonly methods: OwnMethods,
    private readonly compose: ComposeMethod,
    private readonly createMethod: CreateMethod,
    private readonly editMethod: EditMethod,
  ) {}

  @Rule('signedIn', 'circle: read; own methods: who takes part')
  @Query(() => MethodShelfModel, { name: 'methodShelf' })
  shelf(@CurrentViewer() viewer: Viewer, @Args('groupId', { type: () => UuidScalar }) groupId: string) {
    return this.methods.shelf(viewer, groupId);
  }

  @Rule('signedIn', 'catalogue: everyone; own methods: who takes part, or makes them')
  @Query(() => MethodSheetModel, { name: 'method' })
  sheet(@CurrentViewer() viewer: Viewer, @Args('key', { type: () => String }) key: string) {
    return this.methods.sheet(viewer, key);
  }

  @Rule('signedIn', 'methods: what the viewer has on screen, nothing of anybody else')
  @Query(() => MethodCheckModel, { name: 'checkMethod' })
  check(@Args('method', { type: () => ComposedMethodInput }) method: ComposedMethodInput) {
    const { faults, minutes } = this.compose.check(method);
    return brand('MethodCheck', { faults: faults.map(faultView), minutes });
  }

  @Rule('signedIn', 'methods: what the viewer has on screen, nothing of anybody else', 100)
  @Query(() => DryRunModel, { name: 'dryRunMethod' })
  dryRun(
    @Args('method', { type: () => ComposedMethodInput }) method: ComposedMethodInput,
    @Args('people', { type: () => Int }) people: number,
    @Args('seed', { type: () => Int }) seed: number,
  ) {
    return dryRunView(this.compose.dryRun(method, people, seed));
  }

  @Rule('signedIn', 'circle: change_pact; organisation: manage_catalogue')
  @Mutation(() => MethodSheetModel, { name: 'createMethod' })
  async create(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => CreateMethodInput }) input: CreateMethodInput) {
    return this.methods.sheet(viewer, (await this.createMethod.run(viewer, input)).methodId);
  }

  @Rule('signedIn', 'circle: change_pact; organisation: manage_catalogue')
  @Mutation(() => EditMethodResult, { name: 'editMethod' })
  async edit(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => EditMethodInput }) input: EditMethodInput) {
    const { methodId, conflict } = await this.editMethod.run(viewer, input);
    const sheet = await this.methods.sheet(viewer, methodId);
    return conflict ? brand('MethodConflict', { current: sheet }) : brand('EditedMethod', { sheet });
  }

  @Rule('signedIn', 'circle: change_pact; organisation: manage_catalogue')
  @Mutation(() => MethodSheetModel, { name: 'archiveMethod' })
  async archive(@CurrentViewer() viewer: Viewer, @Args('input', { type: () => ArchiveMethodInput }) input: ArchiveMethodInput) {
    return this.methods.sheet(viewer, (await this.editMethod.archive(viewer, input)).methodId);
  }
}
