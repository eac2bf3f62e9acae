import { Field, InputType, Int } from '@nestjs/graphql';
import { UuidScalar } from '../../../platform/graphql/scalars.js';

@InputType()
export class WordsInput {
  @Field(() => String) en!: string;
  @Field(() => String) nl!: string;
}

@InputType()
export class BlockBallotInput {
  @Field(() => Int) choices!: number;
  @Field(() => String) en!: string;
  @Field(() => String) from!: string;
  @Field(() => Boolean) makesContributor!: boolean;
  @Field(() => String) nl!: string;
  @Field(() => String, { nullable: true }) phase?: string | null;
  @Field(() => Int, { nullable: true }) skipBelow?: number | null;
}

@InputType()
export class BlockItemInput {
  @Field(() => String) en!: string;
  @Field(() => String) key!: string;
  @Field(() => String) nl!: string;
  @Field(() => Boolean) optional!: boolean;
  @Field(() => Boolean) text!: boolean;
}

@InputType()
export class MethodBlockInput {
  @Field(() => BlockBallotInput, { nullable: true }) ballot?: BlockBallotInput | null;
  @Field(() => String) contrib!: string;
  @Field(() => [String]) fields!: string[];
  @Field(() => Boolean) hidden!: boolean;
  @Field(() => WordsInput) instruction!: WordsInput;
  @Field(() => [BlockItemInput]) items!: BlockItemInput[];
  @Field(() => String) key!: string;
  @Field(() => String) kind!: string;
  @Field(() => Boolean) manyRows!: boolean;
  @Field(() => Int, { nullable: true }) maxEach?: number | null;
  @Field(() => Int) minutes!: number;
  @Field(() => WordsInput) name!: WordsInput;
  @Field(() => String, { nullable: true }) names?: string | null;
  @Field(() => Boolean) opensHere!: boolean;
  @Field(() => [String]) orderByRating!: string[];
  @Field(() => String, { nullable: true }) present?: string | null;
  @Field(() => Boolean) previousSpeaks!: boolean;
  @Field(() => String, { nullable: true }) ratingScale?: string | null;
  @Field(() => String, { nullable: true }) shows?: string | null;
  @Field(() => String, { nullable: true }) showsRatings?: string | null;
  @Field(() => String) speak!: string;
  @Field(() => String, { nullable: true }) writer?: string | null;
}

@InputType()
export class ComposedMethodInput {
  @Field(() => String) basedOn!: string;
  @Field(() => [MethodBlockInput]) blocks!: MethodBlockInput[];
  @Field(() => Boolean) facilitatorRequired!: boolean;
  @Field(() => Int) groupMax!: number;
  @Field(() => Int) groupMin!: number;
  @Field(() => WordsInput) name!: WordsInput;
  @Field(() => WordsInput) purpose!: WordsInput;
  @Field(() => [WordsInput]) rules!: WordsInput[];
}

@InputType()
export class CreateMethodInput {
  @Field(() => UuidScalar, { nullable: true }) groupId?: string | null;
  @Field(() => UuidScalar) id!: string;
  @Field(() => ComposedMethodInput) method!: ComposedMethodInput;
  @Field(() => UuidScalar) mutationId!: string;
  @Field(() => UuidScalar, { nullable: true }) organisationId?: string | null;
}

@InputType()
export class EditMethodInput {
  @Field(() => Int) ifVersion!: number;
  @Field(() => ComposedMethodInput) method!: ComposedMethodInput;
  @Field(() => UuidScalar) methodId!: string;
  @Field(() => UuidScalar) mutationId!: string;
}

@InputType()
export class ArchiveMethodInput {
  @Field(() => Boolean) archived!: boolean;
  @Field(() => UuidScalar) methodId!: string;
  @Field(() => UuidScalar) mutationId!: string;
}
