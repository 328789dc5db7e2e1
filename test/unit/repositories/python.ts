import type { SampleRepository } from './sample.ts';

export const python: readonly SampleRepository[] = [
  {
    title: 'Python: a workspace of uv with one member',
    files: {
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["backend"]\n',
      'uv.lock': 'version = 1\n',
      'backend/pyproject.toml': '[project]\nname = "api"\ndependencies = ["fastapi[standard]"]\n',
      'backend/app/main.py': 'app: FastAPI = FastAPI()\n',
    },
    facts: {
      folder: 'backend convention',
      manager: 'uv said',
      entry: 'app.main:app convention',
    },
  },
  {
    title: 'Python: FastAPI with uv',
    files: {
      'pyproject.toml':
        '[project]\nname = "shop"\nrequires-python = ">=3.12"\ndependencies = ["fastapi>=0.110", "uvicorn[standard]", "psycopg[binary]>=3"]\n',
      'uv.lock': 'version = 1\n',
      'src/shop/main.py':
        'from fastapi import FastAPI\n\napp = FastAPI()\n\n@app.get("/healthz")\ndef ok(): ...\n',
      'tests/test_main.py': 'app = FastAPI()\n',
    },
    facts: {
      language: 'python said',
      manager: 'uv said',
      version: '3.12 guess',
      entry: 'uvicorn shop.main:app convention',
      kind: 'http convention',
      port: '8000 guess',
      probe: '/healthz convention',
    },
    needs: ['PostgreSQL'],
  },
  {
    title: 'Python: Flask with pip, gunicorn in the Dockerfile',
    files: {
      'requirements.txt': 'Flask==3.0\ngunicorn==23\nredis==5\n',
      'wsgi.py': 'app = create()\n',
      Dockerfile:
        'FROM python:3.13-slim\nCOPY . .\nEXPOSE 8080\nCMD ["gunicorn", "--bind", "0.0.0.0:8080", "--workers", "2", "wsgi:app"]\n',
    },
    facts: {
      manager: 'pip said',
      version: '3.13 said',
      entry: 'gunicorn wsgi:app said',
      port: '8080 said',
    },
    needs: ['Redis'],
  },
  {
    title: 'Python: Django with poetry and gunicorn',
    files: {
      'pyproject.toml':
        '[tool.poetry]\nname = "site"\n\n[tool.poetry.dependencies]\npython = "^3.12"\nDjango = "^5.0"\nmysqlclient = "*"\n',
      'poetry.lock': '# lock\n',
      'manage.py': 'import sys\n',
      'site/settings/base.py': 'WSGI_APPLICATION = "site.wsgi.application"\n',
    },
    facts: {
      manager: 'poetry said',
      version: '3.12 guess',
      entry: 'site.wsgi:application said',
      port: '8000 guess',
    },
    needs: ['MySQL', 'a database'],
    native: ['mysqlclient'],
  },
  {
    title: 'Python: an application factory and a Procfile',
    files: {
      'requirements.txt': 'flask==3.1\n',
      Procfile: 'web: gunicorn --bind :5001 "shop.web:create_app()"\n',
      'runtime.txt': 'python-3.14.1\n',
      'shop/web.py': 'def create_app():\n    pass\n',
    },
    facts: {
      version: '3.14 said',
      entry: 'gunicorn shop.web:create_app() said',
      port: '5001 said',
    },
  },
  {
    title: 'Python: a worker with pipenv',
    files: {
      Pipfile: '[packages]\npika = "*"\n\n[requires]\npython_version = "3.13"\n',
      'Pipfile.lock': '{}\n',
      'worker.py': 'if __name__ == "__main__":\n    run()\n',
    },
    facts: {
      manager: 'pipenv said',
      version: '3.13 said',
      entry: 'worker.py guess',
      kind: 'worker guess',
    },
    needs: ['RabbitMQ'],
  },
];
