/** What may come along with a project beside the service itself. */
export const extras = {
  tour: {
    id: 'tour',
    title: 'Tour',
    why: "three Dockerfiles from naive to careful beside this project's own, compared by `make tour`",
  },
} as const;

export type ExtraId = keyof typeof extras;
