// A folder for `docker build`: the model repository and a Dockerfile that serves it.
import type { ExportedFile } from '../exported-file.ts';

/** The version of Node in the image. */
const node = '22';

/**
 * A Dockerfile that installs this program and serves the folder `models`.
 *
 * @param version the version of this program
 */
export const encodeDockerfile = (version: string): ExportedFile[] => [
  {
    path: 'Dockerfile',
    content: `# docker build -t model . && docker run --rm -p 8080:8080 model
FROM node:${node}-slim
# The package to install. Another source: --build-arg ATELIER=https://example.org/atelier-${version}.tgz
ARG ATELIER=atelier@${version}
# Install scripts fetch GPU libraries that serving on the CPU does not need.
RUN npm install --global --omit=dev --ignore-scripts "$ATELIER" && npm cache clean --force
COPY models /models
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \\
  CMD node -e "fetch('http://127.0.0.1:8080/v2/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
CMD ["atelier", "serve", "--models", "/models", "--host", "0.0.0.0", "--port", "8080"]
`,
  },
  { path: '.dockerignore', content: '*\n!models\n' },
];
