//! The user that the program runs as.

use std::{fs, io};

pub struct User {
    pub name: String,
    pub uid: u32,
}

impl User {
    /// The user of this process. Its name is that in /etc/passwd, which is why the image has one;
    /// without an entry there it is the number.
    pub fn current() -> io::Result<Self> {
        let uid = rustix::process::getuid().as_raw();
        let passwd = match fs::read_to_string("/etc/passwd") {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read?,
        };
        Ok(Self::of(uid, &passwd))
    }

    fn of(uid: u32, passwd: &str) -> Self {
        let name = passwd.lines().find_map(|line| name_of(uid, line));
        let name = name.map_or_else(|| uid.to_string(), str::to_owned);
        Self { name, uid }
    }
}

/// The name in a line of /etc/passwd, `name:password:uid:…`, if the line is this user's.
fn name_of(uid: u32, line: &str) -> Option<&str> {
    let mut fields = line.split(':');
    let (name, found) = (fields.next()?, fields.nth(1)?);
    (found.parse() == Ok(uid)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PASSWD: &str = "root:x:0:0:root:/root:/sbin/nologin\n\
        broken\n\
        somebody:x:10001:10001::/:/sbin/nologin\n";

    #[test]
    fn is_named_as_in_passwd() {
        assert_eq!(User::of(10001, PASSWD).name, "somebody");
        assert_eq!(User::of(0, PASSWD).name, "root");
    }

    #[test]
    fn is_a_number_without_an_entry() {
        for passwd in [PASSWD, "", "\n", ":", "x:x:1000:1:"] {
            assert_eq!(User::of(1, passwd).name, "1");
        }
    }

    #[test]
    fn is_found_for_this_process() {
        let user = User::current().expect("there is a user");
        assert_eq!(user.uid, rustix::process::getuid().as_raw());
        assert_ne!(user.name, "");
    }
}
