// What is taught: classes and their pictures, as a sequence of changes. A class or a picture that is left out
// can come back as long as the page is open.

export interface LessonClass {
  readonly id: number;
  readonly name: string;
}

/** A picture, and where its bytes are in the file of all pictures. */
export interface LessonPicture {
  readonly id: number;
  /** The id of its class. */
  readonly of: number;
  /** The name of its file, or when it was taken. */
  readonly name: string;
  /** Such as `image/jpeg`. */
  readonly type: string;
  readonly at: number;
  readonly size: number;
}

/** One line of the journal. */
export type Change =
  | { readonly do: 'name'; readonly name: string }
  /** Adds a class, or renames it. */
  | { readonly do: 'class'; readonly id: number; readonly name: string }
  | { readonly do: 'leave-class' | 'restore-class'; readonly id: number }
  | ({ readonly do: 'picture' } & LessonPicture)
  | { readonly do: 'leave' | 'restore'; readonly ids: readonly number[] }
  /** The last ids that were used, where the changes that used them are gone. */
  | { readonly do: 'used'; readonly picture: number; readonly class: number };

/** A lesson as it is now. */
export interface Lesson {
  readonly name: string;
  readonly classes: readonly LessonClass[];
  /** Of these classes, in the order in which they came. */
  readonly pictures: readonly LessonPicture[];
}

/** A lesson that follows its changes. */
export class LessonState {
  private name = '';
  private readonly classes = new Map<number, LessonClass>();
  private readonly pictures = new Map<number, LessonPicture>();
  private readonly leftClasses = new Set<number>();
  private readonly left = new Set<number>();
  private lastClass = 0;
  private last = { id: 0, end: 0 };

  apply(change: Change): void {
    switch (change.do) {
      case 'name':
        this.name = change.name;
        break;
      case 'class':
        this.classes.set(change.id, { id: change.id, name: change.name });
        this.lastClass = Math.max(this.lastClass, change.id);
        break;
      case 'leave-class':
        this.leftClasses.add(change.id);
        break;
      case 'restore-class':
        this.leftClasses.delete(change.id);
        break;
      case 'picture': {
        const { id, of, name, type, at, size } = change;
        this.pictures.set(id, { id, of, name, type, at, size });
        this.last = { id, end: at + size };
        break;
      }
      case 'leave':
        for (const id of change.ids) this.left.add(id);
        break;
      case 'restore':
        for (const id of change.ids) this.left.delete(id);
        break;
      case 'used':
        this.last = { ...this.last, id: change.picture };
        this.lastClass = change.class;
    }
  }

  lesson(): Lesson {
    const classes = [...this.classes.values()].filter(({ id }) => !this.leftClasses.has(id));
    const known = new Set(classes.map(({ id }) => id));
    const pictures = [...this.pictures.values()].filter(({ id, of }) => known.has(of) && !this.left.has(id));
    return { name: this.name, classes, pictures };
  }

  picture(id: number): LessonPicture | undefined {
    return this.pictures.get(id);
  }

  /** Ids are never used again: pictures and features are kept under them. */
  get nextClass(): number {
    return this.lastClass + 1;
  }

  get nextPicture(): number {
    return this.last.id + 1;
  }

  /** Where the bytes of all pictures end. */
  get end(): number {
    return this.last.end;
  }
}

/** The pictures of a class. */
export const picturesOf = ({ pictures }: Lesson, id: number): LessonPicture[] =>
  pictures.filter(({ of }) => of === id);

/** Identifies what a model learns from: equal for equal classes and pictures. */
export const contentOf = ({ classes, pictures }: Lesson): string =>
  JSON.stringify([classes.map(({ id, name }) => [id, name]), pictures.map(({ id }) => id)]);

/** What keeps a lesson from being learnt. */
export type Obstacle =
  | { readonly is: 'few-classes' }
  | { readonly is: 'same-name' | 'no-name' | 'few-pictures'; readonly name: string };

/** The fewest pictures of a class: some to learn from, and one or more that are held out. */
export const fewestPictures = 5;

export function obstacleOf(lesson: Lesson): Obstacle | undefined {
  const { classes } = lesson;
  const unnamed = classes.find(({ name }) => name.trim() === '');
  if (unnamed) return { is: 'no-name', name: unnamed.name };
  const twice = classes.find(({ name }, i) => classes.findIndex((other) => other.name === name) < i);
  if (twice) return { is: 'same-name', name: twice.name };
  const counts = new Map<number, number>();
  for (const { of } of lesson.pictures) counts.set(of, (counts.get(of) ?? 0) + 1);
  const few = classes.find(({ id }) => (counts.get(id) ?? 0) < fewestPictures);
  if (classes.length < 2) return { is: 'few-classes' };
  return few && { is: 'few-pictures', name: few.name };
}
