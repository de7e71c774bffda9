"""The AWS SDK for JavaScript, in Node.js: javascript_sdk.mjs holds its cases."""

import json
import os
import pathlib
import platform
import subprocess

from support import served, story

SDK = story.clients("js")
PROCESSOR = {"x86_64": "x64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
NODE = SDK / "node_modules" / f"node-linux-{PROCESSOR}" / "bin" / "node"
if not NODE.exists():
    story.skip(f"npm has no Node.js for {platform.machine()}")


class JavaScriptSdk(story.Story):
    def test_its_cases(self):
        story.own_environment(self.served.url)
        (self.served.folder / "models.json").write_text(MODELS)
        done = subprocess.run(
            [NODE, "--test", "--test-reporter=spec", pathlib.Path(__file__).with_suffix(".mjs")],
            env={**os.environ, "SDK": str(SDK), "MODELS": str(self.served.folder / "models.json")},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=2 * served.PATIENCE,
        )
        print(done.stdout)
        self.assertEqual(done.returncode, 0)


MODELS = json.dumps(
    [
        served.create_model_request("wine", *served.wine_containers()),
        served.create_model_request("failing", served.container("only", "status=503")),
        served.create_model_request("chunked", served.container("only", "chunked=1000")),
    ]
)
story.main()
