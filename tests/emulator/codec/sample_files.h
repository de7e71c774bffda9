#pragma once

#include <string_view>

// The pipeline file of the README's section on the format, with a member of every kind.
inline constexpr std::string_view kWineFile = R"({
  "$schema": "pipeline.schema.json",
  "FormatVersion": 1,
  "CreateModel": {
    "ModelName": "wine-pipeline",
    "ExecutionRoleArn": "arn:aws:iam::123456789012:role/SageMakerRole",
    "Containers": [
      {
        "ContainerHostname": "preprocess",
        "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/wine-preprocess:1",
        "ModelDataUrl": "s3://my-bucket/wine/preprocess.tar.gz",
        "Environment": {
          "SAGEMAKER_DEFAULT_INVOCATIONS_ACCEPT": "text/csv"
        }
      },
      {
        "ContainerHostname": "model",
        "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/wine-model:1",
        "ModelDataSource": {
          "S3DataSource": {
            "S3Uri": "s3://my-bucket/wine/model/",
            "S3DataType": "S3Prefix",
            "CompressionType": "None",
            "ModelAccessConfig": {
              "AcceptEula": true
            }
          }
        }
      },
      {
        "ContainerHostname": "postprocess",
        "Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/wine-post:1"
      }
    ],
    "Tags": [
      {
        "Key": "team",
        "Value": "wine"
      }
    ]
  },
  "Local": {
    "Stages": {
      "model": {
        "Runtime": "docker",
        "Image": "xgb-serve:dev",
        "ModelData": "model.tar.gz",
        "Cpus": 1.5,
        "Gpus": "all"
      },
      "preprocess": {
        "Runtime": "process",
        "Command": ["python3", "serve.py", "serve"],
        "WorkingDirectory": "preprocess",
        "Environment": {
          "DEBUG": "1"
        },
        "StopTimeoutSeconds": 5
      },
      "postprocess": {
        "Runtime": "url",
        "Url": "http://127.0.0.1:9000"
      }
    },
    "Limits": {
      "InvocationTimeoutSeconds": 60,
      "PingTimeoutSeconds": 0.25
    },
    "Switches": {
      "PortBinding": "strict"
    },
    "Images": {
      "*/wine:*": {
        "Runtime": "process",
        "Command": ["serve"]
      }
    },
    "S3": {
      "my-bucket/wine": "wine"
    }
  },
  "Requests": [
    {
      "Name": "three wines",
      "ContentType": "text/csv",
      "Accept": "application/json",
      "BodyFile": "payloads/three.csv"
    },
    {
      "Name": "text",
      "Body": "1,2,3\n"
    }
  ]
}
)";
