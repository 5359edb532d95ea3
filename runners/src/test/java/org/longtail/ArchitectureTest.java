package org.longtail;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.beam.sdk.transforms.PTransform;
import org.longtail.schemas.store.ArtifactStore;
import org.longtail.transforms.step.StepProvider;

/** Dependencies point one way: from the command line down to the value types. */
@AnalyzeClasses(
    packages = "org.longtail",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.WithoutTestJars.class})
class ArchitectureTest {

  /** Leaves out what a module below lends to the tests of those above. */
  static final class WithoutTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String BEAM = "org.apache.beam..";
  private static final String DJL = "ai.djl..";

  @ArchTest
  static final ArchRule modulesUseOnlyThoseBelowThem =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("runners")
          .definedBy("org.longtail.runners..")
          .layer("pipelines")
          .definedBy("org.longtail.pipelines..")
          .layer("transforms")
          .definedBy("org.longtail.transforms..")
          .layer("learning")
          .definedBy("org.longtail.learning..")
          .layer("images")
          .definedBy("org.longtail.images..")
          .layer("schemas")
          .definedBy("org.longtail.schemas..")
          .whereLayer("runners")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("pipelines")
          .mayOnlyBeAccessedByLayers("runners")
          .whereLayer("transforms")
          .mayOnlyBeAccessedByLayers("runners", "pipelines")
          .whereLayer("learning")
          .mayOnlyBeAccessedByLayers("runners", "pipelines", "transforms")
          .whereLayer("images")
          .mayOnlyBeAccessedByLayers("runners", "pipelines", "transforms", "learning");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.longtail.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule imagesKnowNeitherBeamNorTheEngine =
      noClasses()
          .that()
          .resideInAPackage("org.longtail.images..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(BEAM, DJL);

  @ArchTest
  static final ArchRule learningDoesNotKnowBeam =
      noClasses()
          .that()
          .resideInAPackage("org.longtail.learning..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  @ArchTest
  static final ArchRule onlyLearningKnowsTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.longtail.learning..")
          .and()
          .resideOutsideOfPackage("org.longtail.runners..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(DJL);

  /** The engine keeps the address of such a number, and its memory is free before a gradient is. */
  @ArchTest
  static final ArchRule onlyUpdatesThatAreNotRecordedMultiplyByNumbers =
      noClasses()
          .that()
          .doNotHaveSimpleName("MaskedSgd")
          .should()
          .callMethod(NDArray.class, "mul", Number.class)
          .orShould()
          .callMethod(NDArray.class, "div", Number.class)
          .orShould()
          .callMethod(NDArray.class, "pow", Number.class)
          .because("a number must be an array that lives as long as the batch");

  @ArchTest
  static final ArchRule onlyTheStoreKnowsGoogleCloud =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.longtail.schemas.store..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.google.cloud..", "com.google.auth..", "com.google.api..");

  @ArchTest
  static final ArchRule storesAreOpenedByTheirUri =
      classes().that().implement(ArtifactStore.class).should().bePackagePrivate();

  @ArchTest
  static final ArchRule onlyTransformsProvidersAndConfigurationsOfAStepKnowBeam =
      noClasses()
          .that()
          .resideInAPackage("org.longtail.transforms..")
          .and()
          .resideOutsideOfPackage("org.longtail.transforms.step..")
          .and()
          .areNotAssignableTo(PTransform.class)
          .and()
          .areNotAssignableTo(StepProvider.class)
          .and()
          .haveSimpleNameNotContaining("Config")
          .and()
          .areTopLevelClasses()
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BEAM);

  @ArchTest
  static final ArchRule providersBelongToAStep =
      classes()
          .that()
          .areAssignableTo(StepProvider.class)
          .and()
          .doNotHaveFullyQualifiedName(StepProvider.class.getName())
          .should()
          .haveSimpleNameEndingWith("Provider")
          .andShould()
          .resideInAPackage("org.longtail.transforms..");

  @ArchTest
  static final ArchRule nothingIsSerialisedByJava =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream");

  @ArchTest
  static final ArchRule randomNumbersComeFromTheRunsSeed =
      noClasses()
          .that()
          .resideInAnyPackage(
              "org.longtail.images..", "org.longtail.learning..", "org.longtail.transforms..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Random")
          .orShould()
          .callMethod(Math.class, "random");
}
