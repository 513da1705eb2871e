"""An article without fault, and one with just one."""

GOOD = """\
---
title: Ferry service to Tarn resumes
excerpt: Boats leave every hour again after the winter repairs to the pier.
publishedDateTime: 2024-03-01T08:00:00Z
webUrl: https://tarn-times.example/ferry
type: article
quality: 60
heat: 10
provider: {name: Tarn Times, domain: tarn-times.example}
topics: [Transport]
images: [{url: https://tarn-times.example/pier.jpg, width: 1200, height: 800}]
---

The first boat left at eight.
"""
BAD = GOOD.replace("quality: 60", "quality: high")
"""Finding: invalid-field in line 7."""
