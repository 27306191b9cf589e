# mtcheck in a container: docker run --rm -v "$PWD:/data:ro" mtcheck check /data/locale
FROM python:3.12-slim AS build
WORKDIR /build
COPY pyproject.toml README.md LICENSE ./
COPY mtcheck mtcheck
COPY rules rules
RUN python -m venv /opt/mtcheck \
 && /opt/mtcheck/bin/pip install --no-cache-dir --disable-pip-version-check . \
 && /opt/mtcheck/bin/pip uninstall --yes pip

FROM python:3.12-slim
LABEL org.opencontainers.image.title="mtcheck" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.source="https://github.com/mtcheck/mtcheck"
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin mtcheck
COPY --from=build /opt/mtcheck /opt/mtcheck
ENV PATH="/opt/mtcheck/bin:$PATH" PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
WORKDIR /data
ENTRYPOINT ["mtcheck"]
CMD ["--help"]
