import { Field, ID, InputType } from 'type-graphql';
import { LocalDate } from '#kernel/scalars.js';
import { CorrectionInput, IdInput, WriteInput } from '#kernel/write-input.type.js';
import { PostingContent } from './posting.type.js';

@InputType({ description: 'A new posting (新岗位).' })
export class DraftPostingInput extends WriteInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'The employer (用人单位); default: the viewer’s own organization. Errors: NOT_AN_EMPLOYER, LICENCE_LAPSED, ORGANIZATION_CLOSED.',
  })
  employer?: string | null;
  @Field(() => PostingContent, { description: 'What is offered.' })
  content!: PostingContent;
}

@InputType({ description: 'A posting written again (更正岗位), while DRAFT, OPEN or PAUSED.' })
export class CorrectPostingInput extends CorrectionInput {
  @Field(() => PostingContent, { description: 'What is offered now; everything is replaced.' })
  content!: PostingContent;
}

@InputType({ description: 'Open a submitted, paused or expired posting (开放岗位).' })
export class OpenPostingInput extends IdInput {
  @Field(() => Boolean, {
    nullable: true,
    description: 'Does it suit the target population (适合)? Default: true.',
  })
  suitable?: boolean | null;
  @Field(() => LocalDate, {
    nullable: true,
    description: 'A new day of expiry, needed when the old one has passed.',
  })
  validTo?: string | null;
}

@InputType({ description: 'Judge anew whether a posting suits the target population (重新认定适合).' })
export class JudgePostingInput extends IdInput {
  @Field(() => Boolean, { description: 'Does it suit (适合)? The finding holds 90 days.' })
  suitable!: boolean;
}
