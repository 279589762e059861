// A manifest for KServe beside a model repository.
import type { ExportedFile } from '../exported-file.ts';

/**
 * An InferenceService that serves the repository in the folder `models` once that is uploaded.
 *
 * @param name the name of the service
 */
export const encodeInferenceService = (name: string): ExportedFile => ({
  path: 'inference-service.yaml',
  content: `# Upload the folder models/ to a storage that the cluster can read, and put its address into storageUri.
apiVersion: serving.kserve.io/v1beta1
kind: InferenceService
metadata:
  name: ${name}
spec:
  predictor:
    model:
      modelFormat:
        name: triton
      protocolVersion: v2
      storageUri: s3://bucket/models
      resources:
        requests: { cpu: '1', memory: 1Gi }
        limits: { cpu: '2', memory: 2Gi }
`,
});
