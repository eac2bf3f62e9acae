import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import { brandOf } from '../../../platform/graphql/brand.js';
import { PageInfoModel } from '../../../platform/graphql/page.model.js';
import { DateTimeScalar, RichTextScalar, UuidScalar } from '../../../platform/graphql/scalars.js';

@ObjectType('Draft')
export class DraftModel {
  @Field(() => ID) id!: string;
  @Field(() => String) place!: string;
  @Field(() => ID, { nullable: true }) groupId!: string | null;
  @Field(() => ID, { nullable: true }) topicId!: string | null;
  @Field(() => String, { nullable: true }) groupName!: string | null;
  @Field(() => String, { nullable: true }) topicTitle!: string | null;
  @Field(() => String) text!: string;
  @Field(() => RichTextScalar) body!: unknown;
  @Field(() => Int) version!: number;
  @Field(() => DateTimeScalar) updatedAt!: Date;
}

@ObjectType('DraftConnection')
export class DraftConnectionModel {
  @Field(() => [DraftModel]) nodes!: DraftModel[];
  @Field(() => PageInfoModel) pageInfo!: PageInfoModel;
}

@ObjectType('SavedDraft')
export class SavedDraftModel {
  @Field(() => DraftModel) draft!: DraftModel;
}

@ObjectType('DraftConflict')
export class DraftConflictModel {
  @Field(() => DraftModel) current!: DraftModel;
}

export const SaveDraftResult = createUnionType({
  name: 'SaveDraftResult',
  types: () => [SavedDraftModel, DraftConflictModel] as const,
  resolveType: (value: object) => (brandOf(value) === 'DraftConflict' ? DraftConflictModel : SavedDraftModel),
});

@InputType()
export class SaveDraftInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => String) place!: string;
  @Field(() => RichTextScalar) body!: unknown;
  @Field(() => UuidScalar, { nullable: true, description: 'the draft that ifVersion is a version of' }) draftId?: string | null;
  @Field(() => Int, { nullable: true, description: 'the version this device last saw; null = none' }) ifVersion?: number | null;
  @Field(() => UuidScalar, { nullable: true, description: 'the open field that saves; it is never in conflict with itself' }) hand?: string | null;
  @Field(() => Int, { nullable: true, description: 'the number of this saving in that field, from 1: a late one changes nothing' }) stroke?: number | null;
}

@InputType()
export class DiscardDraftInput {
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar) draftId!: string;
  @Field(() => Int, { description: 'the version that is thrown away; a newer one stays' }) version!: number;
}
