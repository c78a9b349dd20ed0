package io.armorer.toolbox.discovery;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.type.MethodMetadata;

import io.armorer.tool.ArmorerTool;
import io.armorer.tool.Tool;

/**
 * The tools among the beans of a bean factory. Looks at types only, so that lazy and
 * prototype beans stay what they are.
 */
public final class BeanTools {

	private static final Logger logger = LoggerFactory.getLogger(BeanTools.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final ToolMethodFinder finder = new ToolMethodFinder();

	private final Map<String, List<ToolCandidate>> known = new ConcurrentHashMap<>();

	/**
	 * The tools of a bean factory.
	 * @param beanFactory where the beans are
	 */
	public BeanTools(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Find all annotated tools.
	 * @return the candidates, in order of the bean definitions
	 * @throws InvalidToolException if one can't be a tool
	 */
	public List<ToolCandidate> findAll() {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(Object.class, true, false))
			.filter((beanName) -> !ScopedProxyUtils.isScopedTarget(beanName))
			.flatMap((beanName) -> find(beanName, null).stream())
			.toList();
	}

	/**
	 * Find the beans that are a {@link Tool} by themselves.
	 * @return their names
	 */
	public List<String> findToolBeans() {
		return Arrays.stream(this.beanFactory.getBeanNamesForType(Tool.class, true, false))
			.filter((beanName) -> !ScopedProxyUtils.isScopedTarget(beanName))
			.toList();
	}

	/**
	 * Find the annotated tools of one bean.
	 * @param beanName the bean's name
	 * @param instanceClass the class of the bean where it is known, or {@code null}
	 * @return the candidates, none for an ordinary bean
	 * @throws InvalidToolException if one can't be a tool
	 */
	public List<ToolCandidate> find(String beanName, @Nullable Class<?> instanceClass) {
		List<ToolCandidate> candidates = this.known.get(beanName);
		if (candidates == null) {
			candidates = inspect(beanName, instanceClass);
			this.known.put(beanName, candidates);
		}
		return candidates;
	}

	private List<ToolCandidate> inspect(String beanName, @Nullable Class<?> instanceClass) {
		// what stands for a scoped bean tells nothing of it
		String scopedTarget = ScopedProxyUtils.getTargetBeanName(beanName);
		String defined = this.beanFactory.containsBeanDefinition(scopedTarget) ? scopedTarget : beanName;
		Class<?> type = targetClass(defined, instanceClass);
		if (type == null) {
			return List.of();
		}
		BeanDefinition definition = this.beanFactory.containsBeanDefinition(defined)
				? this.beanFactory.getMergedBeanDefinition(defined) : null;
		MergedAnnotation<ArmorerTool> onBean = onFactoryMethod(defined, definition);
		if (!onBean.isPresent() && !AnnotationUtils.isCandidateClass(type, ArmorerTool.class)) {
			return List.of();
		}
		return this.finder.find(beanName, generic(type, definition), onBean);
	}

	private @Nullable Class<?> targetClass(String beanName, @Nullable Class<?> instanceClass) {
		try {
			Class<?> type = AutoProxyUtils.determineTargetClass(this.beanFactory, beanName);
			return (type != null) ? type : instanceClass;
		}
		catch (RuntimeException ex) {
			// an unresolvable class, most often of a library that is not there: no tool
			// of ours
			logger.debug("The class of bean '{}' can't be told", beanName, ex);
			return instanceClass;
		}
	}

	private MergedAnnotation<ArmorerTool> onFactoryMethod(String beanName, @Nullable BeanDefinition definition) {
		if (definition instanceof RootBeanDefinition root) {
			Method factoryMethod = root.getResolvedFactoryMethod();
			if (factoryMethod != null) {
				return MergedAnnotations.from(factoryMethod, SearchStrategy.TYPE_HIERARCHY).get(ArmorerTool.class);
			}
		}
		if (definition != null && this.beanFactory.getBeanDefinition(beanName) instanceof AnnotatedBeanDefinition own) {
			MethodMetadata factoryMethod = own.getFactoryMethodMetadata();
			if (factoryMethod != null) {
				return factoryMethod.getAnnotations().get(ArmorerTool.class);
			}
		}
		return MergedAnnotation.missing();
	}

	private static ResolvableType generic(Class<?> type, @Nullable BeanDefinition definition) {
		if (definition != null) {
			ResolvableType declared = definition.getResolvableType();
			Class<?> declaredClass = declared.resolve();
			// a lambda's own class has no generics; what its @Bean method returns has
			if (declaredClass != null && (type.isInterface() || type.isHidden() || declaredClass == type)) {
				return declared;
			}
		}
		return ResolvableType.forClass(type);
	}

}
