/** A repository as users have it, with its own files. */
export interface Repository {
  readonly title: string;
  /** Whether CI builds it, too. The others need ADOPTED=all. */
  readonly isInCi?: true;
  readonly files: Readonly<Record<string, string>>;
  /** What detection can't find. */
  readonly flags?: readonly string[];
  /** A part of its page. */
  readonly answers: RegExp;
  readonly port: number;
}

/** Files that most repositories have, and that are left alone. */
const usual = {
  'README.md': '# Shop\n',
  Makefile: 'build:\n\t@echo ours\n',
  '.dockerignore': 'node_modules\n',
  '.env': 'TOKEN=secret\n',
  '.gitignore': '.env\n',
};

const go: Repository = {
  title: 'Go: two programs, an embedded file, and templates on disk',
  isInCi: true,
  files: {
    ...usual,
    'go.mod': 'module example.com/shop\n\ngo 1.26\n',
    'cmd/migrate/main.go': 'package main\n\nfunc main() {}\n',
    'cmd/shop/main.go': `package main

import (
	_ "embed"
	"html/template"
	"net/http"
)

//go:embed motto.txt
var motto string

func main() {
	page := template.Must(template.ParseFiles("templates/page.html"))
	http.HandleFunc("/healthz", func(http.ResponseWriter, *http.Request) {})
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		_ = page.Execute(response, motto)
	})
	_ = http.ListenAndServe(":8081", nil)
}
`,
    'cmd/shop/motto.txt': 'sold with care',
    'templates/page.html': '<p>{{ . }}</p>\n',
    Dockerfile: 'FROM golang:1.26\nCOPY . .\nRUN go build -o /shop ./cmd/shop\nCMD ["/shop"]\n',
  },
  answers: /<p>sold with care<\/p>/,
  port: 8081,
};

const node: Repository = {
  title: 'Node.js: npm, a package, static files, and no handler for SIGTERM',
  isInCi: true,
  files: {
    ...usual,
    'package.json': JSON.stringify({
      name: 'shop',
      type: 'module',
      scripts: { start: 'node src/server.js' },
      dependencies: { mime: '4.1.0' },
    }),
    'package-lock.json': JSON.stringify({
      name: 'shop',
      lockfileVersion: 3,
      requires: true,
      packages: {
        '': { name: 'shop', dependencies: { mime: '4.1.0' } },
        'node_modules/mime': {
          version: '4.1.0',
          resolved: 'https://registry.npmjs.org/mime/-/mime-4.1.0.tgz',
          integrity:
            'sha512-X5ju04+cAzsojXKes0B/S4tcYtFAJ6tTMuSPBEn9CPGlrWr8Fiw7qYeLT0XyH80HSoAoqWCaz+MWKh22P7G1cw==',
        },
      },
    }),
    '.nvmrc': '24\n',
    'src/server.js': `import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import mime from 'mime';
createServer((request, response) => {
  response.setHeader('content-type', mime.getType('page.html'));
  response.end(readFileSync('public/page.html'));
}).listen(process.env.PORT || 3000);
`,
    'public/page.html': '<p>hats</p>\n',
  },
  answers: /<p>hats<\/p>/,
  port: 3000,
};

const python: Repository = {
  title: 'Python: Flask on gunicorn, in several processes',
  isInCi: true,
  files: {
    ...usual,
    'requirements.txt':
      'blinker==1.9.0\nclick==8.3.1\nflask==3.1.2\ngunicorn==23.0.0\nitsdangerous==2.2.0\njinja2==3.1.6\nmarkupsafe==3.0.3\npackaging==25.0\nwerkzeug==3.1.3\n',
    '.python-version': '3.14\n',
    Procfile: 'web: gunicorn shop.web:app --workers 2\n',
    'shop/__init__.py': '',
    'shop/web.py': `from flask import Flask, render_template

app = Flask(__name__)


@app.get("/health")
def health():
    return "ok"


@app.get("/")
def page():
    return render_template("page.html", goods="hats")
`,
    'shop/templates/page.html': '<p>{{ goods }}</p>\n',
    'tests/test_web.py': 'def test_nothing():\n    pass\n',
  },
  flags: ['--arguments=--workers', '--arguments=2'],
  answers: /<p>hats<\/p>/,
  port: 8000,
};

const rust: Repository = {
  title: 'Rust: a server without dependencies',
  files: {
    ...usual,
    'Cargo.toml': '[package]\nname = "shop"\nversion = "0.3.0"\nedition = "2021"\n',
    'Cargo.lock': 'version = 4\n\n[[package]]\nname = "shop"\nversion = "0.3.0"\n',
    'rust-toolchain.toml': '[toolchain]\nchannel = "stable"\n',
    'src/main.rs': `use std::io::{Read, Write};
use std::net::TcpListener;

fn main() {
    let listener = TcpListener::bind("0.0.0.0:7878").unwrap();
    for stream in listener.incoming() {
        let mut stream = stream.unwrap();
        let _ = stream.read(&mut [0; 1024]);
        let _ = stream.write_all(b"HTTP/1.1 200 OK\\r\\ncontent-length: 4\\r\\n\\r\\nhats");
    }
}
`,
  },
  flags: ['--kind', 'http', '--port', '7878'],
  answers: /hats/,
  port: 7878,
};

const java: Repository = {
  title: 'Java: Maven, a main class and a library',
  files: {
    ...usual,
    'pom.xml': `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>com.example</groupId>
  <artifactId>shop</artifactId>
  <version>1.0</version>
  <properties>
    <maven.compiler.release>21</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>com.google.code.gson</groupId>
      <artifactId>gson</artifactId>
      <version>2.13.1</version>
    </dependency>
  </dependencies>
</project>
`,
    'src/main/java/com/example/Shop.java': `package com.example;

import com.google.gson.Gson;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.util.List;

public final class Shop {
    public static void main(String[] arguments) throws Exception {
        var server = HttpServer.create(new InetSocketAddress(8090), 0);
        server.createContext("/", exchange -> {
            var page = new Gson().toJson(List.of("hats")).getBytes();
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }
}
`,
  },
  answers: /\["hats"\]/,
  port: 8090,
};

const cpp: Repository = {
  title: 'C++: CMake, one target',
  files: {
    ...usual,
    'CMakeLists.txt':
      'cmake_minimum_required(VERSION 3.20)\nproject(shop CXX)\nset(CMAKE_CXX_STANDARD 20)\nadd_executable(shop src/main.cpp)\n',
    'src/main.cpp': `#include <arpa/inet.h>
#include <csignal>
#include <cstdlib>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

int main() {
    std::signal(SIGTERM, [](int) { std::_Exit(0); });
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(7070);
    bind(server, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(server, 16);
    const std::string page = "HTTP/1.1 200 OK\\r\\ncontent-length: 4\\r\\nconnection: close\\r\\n\\r\\nhats";
    for (;;) {
        const int client = accept(server, nullptr, nullptr);
        char request[1024];
        if (read(client, request, sizeof request) > 0) (void)!write(client, page.data(), page.size());
        close(client);
    }
}
`,
  },
  flags: ['--kind', 'http', '--port', '7070'],
  answers: /hats/,
  port: 7070,
};

export const repositories: readonly Repository[] = [go, node, python, rust, java, cpp];
