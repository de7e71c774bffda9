"""The lines that `hoplens env` prints, pasted where a person would, reach the endpoint."""

import os
import shutil
import subprocess

from support import served, story

MODERN = story.clients("python") / "usr/lib/python3/dist-packages"
BODY = b"1,2,3\n"
ASK = """
import boto3
answer = boto3.client("sagemaker-runtime").invoke_endpoint(
    EndpointName="at-hand", ContentType="text/csv", Body=open("request.bin", "rb"))
print(answer["Body"].read().decode(), end="")
"""


class PastedLines(story.Story):
    def setUp(self):
        story.own_environment()
        self.environment = {
            "PATH": "/usr/bin:/bin",  # Debian's aws and python3
            "HOME": str(self.served.folder),
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
        }
        (self.served.folder / "request.bin").write_bytes(BODY)
        (self.served.folder / "ask.py").write_text(ASK)

    def lines(self, shell):
        hoplens = str(served.place("HOPLENS", "build/hoplens"))
        words = [hoplens, "env", "--shell", shell, "--url", self.served.url]
        words += ["--endpoint", self.served.endpoint]
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout

    def paste(self, interpreter, text, **environment):
        """What `interpreter` prints for these lines; no key of AWS's is set."""
        if not shutil.which(interpreter[0]):
            self.skipTest(f"{interpreter[0]} is not installed")
        done = subprocess.run(
            [*interpreter, text],
            cwd=self.served.folder,
            env=self.environment | environment,
            capture_output=True,
            timeout=served.PATIENCE,
        )
        self.assertEqual(done.returncode, 0, done.stderr.decode())
        return done.stdout

    def test_a_posix_shell(self):
        ask = self.lines("posix") + "\nexec /usr/bin/python3 ask.py"
        self.assertEqual(self.paste(["sh", "-c"], ask, PYTHONPATH=str(MODERN)), BODY)

    def test_fish(self):
        ask = self.lines("fish") + "\nexec /usr/bin/python3 ask.py"
        self.assertEqual(self.paste(["fish", "-c"], ask, PYTHONPATH=str(MODERN)), BODY)

    def test_lines_of_python(self):
        for python_path in (str(MODERN), ""):  # today's boto3, and Debian 12's own
            answer = self.paste(
                ["/usr/bin/python3", "-c"], self.lines("boto3"), PYTHONPATH=python_path
            )
            self.assertEqual(answer.strip(), BODY.strip())

    def test_a_command_of_the_aws_cli(self):
        answer = self.paste(["sh", "-c"], self.lines("aws-cli"))
        self.assertTrue(answer.endswith(BODY), answer)
        self.assertEqual((self.served.folder / "answer.bin").read_bytes(), BODY)

    def test_a_command_of_curl(self):
        self.assertEqual(self.paste(["sh", "-c"], self.lines("curl")), BODY)


story.main()
