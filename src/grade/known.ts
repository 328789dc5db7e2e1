import type { NamedImage } from './dockerfile.ts';

/**
 * Official images of Docker Hub that start as root and have a shell. Another name without a slash may be an image
 * that was built on this machine.
 * Source: https://github.com/docker-library/official-images/tree/master/library
 */
const rootImages =
  /^(?:(?:docker\.io|index\.docker\.io)\/)?(?:library\/)?(?:alpine|almalinux|amazoncorretto|amazonlinux|archlinux|bash|buildpack-deps|busybox|caddy|clojure|composer|debian|eclipse-temurin|elixir|erlang|fedora|gcc|golang|gradle|groovy|haskell|haproxy|httpd|ibmjava|jruby|julia|maven|nginx|node|openjdk|oraclelinux|perl|php|pypy|python|r-base|rockylinux|ruby|rust|sapmachine|swift|tomcat|ubuntu)(?=[:@]|$)/;

/** Whether an image is one of them. */
export const isRootImage = ({ name }: NamedImage) => name !== undefined && rootImages.test(name);

const packageManager =
  /\b(?:apt-get|apt|apk|dnf|microdnf|yum) +(?:-\S+ +)*(?<verb>upgrade|dist-upgrade|full-upgrade|install|add)\b(?<words>[^;&|]*)/g;

/** Whether commands install packages in versions that they don't name. */
export function isDaily(text: string): boolean {
  if (/snapshot/.test(text)) return false;
  return [...text.matchAll(packageManager)].some(({ groups: { verb = '', words = '' } = {} }) => {
    const packages = words.split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'));
    return /upgrade/.test(verb) || packages.some((word) => !/[=~]|-\d+[.\d]*-/.test(word));
  });
}
