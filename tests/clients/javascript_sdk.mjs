// The AWS SDK for JavaScript against a running hoplens; javascript_sdk.py starts both.
// The address comes from AWS_ENDPOINT_URL_SAGEMAKER and AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";

const require = createRequire(join(process.env.SDK, "package.json"));
const control = require("@aws-sdk/client-sagemaker");
const data = require("@aws-sdk/client-sagemaker-runtime");

const sagemaker = new control.SageMakerClient({ maxAttempts: 1 });
const runtime = new data.SageMakerRuntimeClient({ maxAttempts: 1 });
const call = (operation, input = {}) => sagemaker.send(new control[`${operation}Command`](input));
const models = JSON.parse(readFileSync(process.env.MODELS));

async function until(what, holds) {
  for (const deadline = Date.now() + 60_000; ; await pause(50)) {
    if (await holds()) return;
    assert.ok(Date.now() < deadline, `Waited a minute in vain: ${what}`);
  }
}

const status = async (name) =>
  (await call("DescribeEndpoint", { EndpointName: name })).EndpointStatus;

async function deploy(name) {
  const model = models.find((one) => one.ModelName === name);
  const { ModelArn } = await call("CreateModel", model);
  assert.equal(ModelArn, `arn:aws:sagemaker:eu-west-1:000000000000:model/${name}`);
  await call("CreateEndpointConfig", {
    EndpointConfigName: name,
    ProductionVariants: [
      {
        VariantName: "AllTraffic",
        ModelName: name,
        InitialInstanceCount: 1,
        InstanceType: "ml.m5.large",
      },
    ],
  });
  await call("CreateEndpoint", { EndpointName: name, EndpointConfigName: name });
  await until(`${name} is in service`, async () => (await status(name)) === "InService");
}

const invoke = (name, body, members = {}) =>
  runtime.send(
    new data.InvokeEndpointCommand({ EndpointName: name, Body: Buffer.from(body), ...members }),
  );
const text = (bytes) => Buffer.from(bytes).toString();

test("the life of an endpoint", async () => {
  await deploy("wine");
  await control.waitUntilEndpointInService(
    { client: sagemaker, maxWaitTime: 60 },
    { EndpointName: "wine" },
  );
  const described = await call("DescribeModel", { ModelName: "wine" });
  assert.ok(described.CreationTime instanceof Date);
  assert.ok(Math.abs(described.CreationTime - Date.now()) < 3_600_000);
  assert.deepEqual(
    described.Containers.map((one) => one.ContainerHostname),
    ["preprocess", "model", "postprocess"],
  );

  const answer = await invoke(
    "wine",
    "14.37,1.95,2.5,16.8,113.0,3.85,3.49,0.24,2.18,deep,0.86,3.45,1480.0\n",
    { ContentType: "text/csv", Accept: "application/json" },
  );
  assert.equal(answer.ContentType, "application/json");
  assert.equal(answer.InvokedProductionVariant, "AllTraffic");
  assert.equal(JSON.parse(text(answer.Body)).predictions.length, 1);

  await call("DeleteEndpoint", { EndpointName: "wine" });
  await control.waitUntilEndpointDeleted(
    { client: sagemaker, minDelay: 1, maxDelay: 1, maxWaitTime: 60 },
    { EndpointName: "wine" },
  );
  await call("DeleteEndpointConfig", { EndpointConfigName: "wine" });
  await call("DeleteModel", { ModelName: "wine" });
});

test("pages of a list", async () => {
  for (let number = 0; number < 12; ++number)
    await call("CreateModel", { ...models[1], ModelName: `page-${number}` });
  const sizes = [];
  const pages = control.paginateListModels(
    { client: sagemaker, pageSize: 5 },
    { NameContains: "page-" },
  );
  for await (const page of pages) sizes.push(page.Models.length);
  assert.deepEqual(sizes, [5, 5, 2]);
});

test("errors are told by their class and their name", async () => {
  await assert.rejects(call("DescribeModel", { ModelName: "nowhere" }), {
    name: "ValidationException",
    message: 'Could not find model "arn:aws:sagemaker:eu-west-1:000000000000:model/nowhere".',
  });
  await assert.rejects(invoke("nowhere", "x"), (error) => {
    assert.ok(error instanceof data.ValidationError);
    assert.equal(error.message, "Endpoint nowhere of account 000000000000 not found.");
    return true;
  });
  await deploy("failing");
  await assert.rejects(invoke("failing", "x"), (error) => {
    assert.ok(error instanceof data.ModelError);
    assert.equal(error.name, "ModelError");
    assert.equal(error.OriginalStatusCode, 503);
    assert.match(error.OriginalMessage, /told to answer 503/);
    assert.match(error.LogStreamArn, /log-group:\/aws\/sagemaker\/Endpoints\/failing$/);
    assert.equal(error.$metadata.httpStatusCode, 424);
    return true;
  });
});

test("a streamed answer comes in parts", async () => {
  await deploy("chunked");
  const body = "0123456789".repeat(2_000);
  const answer = await runtime.send(
    new data.InvokeEndpointWithResponseStreamCommand({
      EndpointName: "chunked",
      ContentType: "text/plain",
      Body: Buffer.from(body),
    }),
  );
  assert.equal(answer.ContentType, "text/plain");
  assert.equal(answer.InvokedProductionVariant, "AllTraffic");
  let seen = "";
  for await (const event of answer.Body) seen += text(event.PayloadPart.Bytes);
  assert.equal(seen, body);
});
