# The decisions that `docker init` makes for Java with Maven, on the bases of this run: Temurin's JDK
# to build in, a cache for Maven, dependencies in a stage of their own, the whole runtime under the
# service, a user by name. (It calls Maven through a wrapper in the project, which this one has not,
# and unpacks the layers of a Spring Boot jar.)
FROM docker.io/library/maven:3.9-eclipse-temurin-25-noble AS deps
WORKDIR /build
RUN --mount=type=bind,source=pom.xml,target=pom.xml \
    --mount=type=cache,target=/root/.m2 \
    mvn dependency:go-offline -DskipTests

FROM deps AS package
WORKDIR /build
COPY ./src src/
RUN --mount=type=bind,source=pom.xml,target=pom.xml \
    --mount=type=cache,target=/root/.m2 \
    mvn package -DskipTests && mv target/service.jar target/app.jar

FROM docker.io/library/eclipse-temurin:25-jre-noble AS final
ARG UID=10001
RUN useradd --home-dir "/nonexistent" --shell "/sbin/nologin" --no-create-home --uid "${UID}" appuser
USER appuser
COPY --from=package /build/target/app.jar app.jar
EXPOSE 8080
ENTRYPOINT ["java", "-jar", "app.jar"]
