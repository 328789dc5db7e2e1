// pod-security says whether Pod Security Standards restricted, in its newest version, let in the pods
// of the manifests on its standard input or in the files named. It is Kubernetes' own policy that is
// asked, by the code with which an API server asks it.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

var restricted = api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}

// verdict is what is said of one manifest that has pods.
type verdict struct {
	subject string
	reasons []string
}

func main() {
	verdicts, err := judgeAll(os.Args[1:])
	if err == nil && len(verdicts) == 0 {
		err = errors.New("there is no pod in what was given")
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "pod-security:", err)
		os.Exit(2)
	}
	if !report(verdicts) {
		os.Exit(1)
	}
}

func judgeAll(paths []string) ([]verdict, error) {
	if len(paths) == 0 {
		return judge(os.Stdin)
	}
	var all []verdict
	for _, path := range paths {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		verdicts, err := judge(file)
		file.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		all = append(all, verdicts...)
	}
	return all, nil
}

// judge reads a stream of YAML documents. One that cannot be read as something that Kubernetes knows
// is an error: what has not been looked at is not allowed.
func judge(stream io.Reader) ([]verdict, error) {
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return nil, err
	}
	var verdicts []verdict
	decoder := serializer.NewCodecFactory(known(), serializer.EnableStrict).UniversalDeserializer()
	documents := yaml.NewYAMLReader(bufio.NewReader(stream))
	for {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return verdicts, nil
		}
		if err != nil {
			return nil, err
		}
		object, kind, err := decoder.Decode(document, nil, nil)
		if err != nil {
			return nil, err
		}
		pod := podOf(object)
		if pod == nil {
			continue
		}
		name := object.(metav1.Object).GetName()
		results := evaluator.EvaluatePod(restricted, &pod.ObjectMeta, &pod.Spec)
		verdicts = append(verdicts, verdict{kind.Kind + " " + name, forbidden(results)})
	}
}

// known are the kinds of manifest that can be read: a field that they do not have is an error.
func known() *runtime.Scheme {
	scheme := runtime.NewScheme()
	groups := runtime.NewSchemeBuilder(
		corev1.AddToScheme, appsv1.AddToScheme, batchv1.AddToScheme,
		networkingv1.AddToScheme, policyv1.AddToScheme,
	)
	if err := groups.AddToScheme(scheme); err != nil {
		panic(err) // two kinds of one name: no input can bring that about
	}
	return scheme
}

// podOf finds the pod in whatever carries one; nothing where nothing does. The API server's own list
// of these is in a package that brings the whole client: it takes minutes to compile.
func podOf(object runtime.Object) *corev1.PodTemplateSpec {
	switch carrier := object.(type) {
	case *corev1.Pod:
		return &corev1.PodTemplateSpec{ObjectMeta: carrier.ObjectMeta, Spec: carrier.Spec}
	case *corev1.PodTemplate:
		return &carrier.Template
	case *corev1.ReplicationController:
		return carrier.Spec.Template
	case *appsv1.ReplicaSet:
		return &carrier.Spec.Template
	case *appsv1.Deployment:
		return &carrier.Spec.Template
	case *appsv1.StatefulSet:
		return &carrier.Spec.Template
	case *appsv1.DaemonSet:
		return &carrier.Spec.Template
	case *batchv1.Job:
		return &carrier.Spec.Template
	case *batchv1.CronJob:
		return &carrier.Spec.JobTemplate.Spec.Template
	}
	return nil
}

func forbidden(results []policy.CheckResult) []string {
	var reasons []string
	for _, result := range results {
		if !result.Allowed {
			reasons = append(reasons, fmt.Sprintf("%s: %s", result.ForbiddenReason, result.ForbiddenDetail))
		}
	}
	return reasons
}

// report says whether all are allowed.
func report(verdicts []verdict) bool {
	allowed := true
	for _, verdict := range verdicts {
		if len(verdict.reasons) == 0 {
			fmt.Printf("ALLOWED %s\n", verdict.subject)
		}
		for _, reason := range verdict.reasons {
			allowed = false
			fmt.Printf("FORBIDDEN %s: %s\n", verdict.subject, reason)
		}
	}
	return allowed
}
