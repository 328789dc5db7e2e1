import { userInfo } from 'node:os';

/** The user that a process runs as. */
export interface User {
  readonly name: string;
  readonly uid: string;
}

/**
 * The user of this process. Its name is in /etc/passwd, which is why the image has one; where that
 * knows the number by no name, the number is the name.
 */
export function currentUser(nameOf: () => string = () => userInfo().username): User {
  const uid = String(process.geteuid?.());
  try {
    return { name: nameOf(), uid };
  } catch {
    return { name: uid, uid };
  }
}
