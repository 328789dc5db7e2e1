/** Which build this is: the image's build writes its own over it. */
export const version: string = 'dev';
