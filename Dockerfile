# The same program as `make run` builds, for a container.
FROM swift:6.3-bookworm AS build
WORKDIR /souk
COPY packages.debian.txt ./
COPY scripts/setup.sh scripts/
RUN scripts/setup.sh build && rm -rf /var/lib/apt/lists/*
COPY Package.swift ./
RUN swift package resolve
COPY Sources Sources
RUN swift build -c release --product souk --static-swift-stdlib \
  && mkdir /out \
  && cp .build/release/souk /out/ \
  && cp -R .build/release/*.resources /out/ \
  && strip /out/souk

FROM debian:bookworm-slim
WORKDIR /opt/souk
COPY packages.debian.txt ./
COPY scripts/setup.sh scripts/
RUN scripts/setup.sh run && rm -rf /var/lib/apt/lists/* \
  && useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin souk \
  && install -d -o souk -g souk /data
COPY --from=build /out/ ./
# The list of common passwords alone: what else is in its package has no business here.
COPY --from=build /usr/share/ncrack/top50000.pwd /usr/share/ncrack/
USER souk
ENV DATA_DIR=/data HOST=0.0.0.0 PORT=8080
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$PORT && printf 'GET /ping HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -1 <&3 | grep -q ' 200 '"]
ENTRYPOINT ["/opt/souk/souk"]
CMD ["serve"]
